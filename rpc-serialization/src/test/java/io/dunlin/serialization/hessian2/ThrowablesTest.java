package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.RemoteException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exceptions with message, cause, trace, suppressed ones and fields. */
class ThrowablesTest {
  static class OutOfStock extends Exception {
    private static final long serialVersionUID = 1L;
    private final int missing;
    private final List<String> items;
    static int constructed;

    OutOfStock(String message, int missing, List<String> items, Throwable cause) {
      super(message, cause);
      this.missing = missing;
      this.items = items;
      constructed++;
    }
  }

  /** Declared nowhere. */
  static class Undeclared extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final String detail = "more";
    static boolean initialised;

    Undeclared(String message, int number) {
      super(message);
      this.number = number;
    }
  }

  interface Shop {
    void buy() throws OutOfStock;
  }

  interface Other {
    void nothing();
  }

  private static final MethodCodec SHOP = new Wire(Shop.class).codec("buy");
  private static final MethodCodec OTHER = new Wire(Other.class).codec("nothing");

  private static byte[] write(MethodCodec codec, Throwable error) {
    ByteSink sink = ByteSink.heap(64, 1 << 20);
    codec.writer(sink).writeException(error);
    return Arrays.copyOf(sink.array(), sink.position());
  }

  private static Throwable read(MethodCodec codec, byte[] bytes) {
    BodyReader in = codec.reader(bytes, 0, bytes.length);
    Throwable error = in.readException();
    assertThat(in.position()).isEqualTo(bytes.length);
    return error;
  }

  private static void assertTrace(Throwable found, Throwable sent) {
    assertThat(found.getStackTrace()).hasSameSizeAs(sent.getStackTrace());
    StackTraceElement first = sent.getStackTrace()[0];
    assertThat(found.getStackTrace()[0].getClassName()).isEqualTo(first.getClassName());
    assertThat(found.getStackTrace()[0].getMethodName()).isEqualTo(first.getMethodName());
    assertThat(found.getStackTrace()[0].getLineNumber()).isEqualTo(first.getLineNumber());
    assertThat(found.getStackTrace()[0].getFileName()).isEqualTo(first.getFileName());
  }

  private static OutOfStock outOfStock() {
    OutOfStock error =
        new OutOfStock("none left", 7, new ArrayList<>(List.of("a", "b")), new IOException("disk"));
    error.addSuppressed(new IllegalStateException("while closing"));
    return error;
  }

  @Test
  void declaredExceptionComesBackWithItsFieldsAndNoConstructorRuns() {
    OutOfStock sent = outOfStock();
    int before = OutOfStock.constructed;
    OutOfStock back = (OutOfStock) read(SHOP, write(SHOP, sent));
    assertThat(OutOfStock.constructed).isEqualTo(before);
    assertThat(back).hasMessage("none left").hasCauseExactlyInstanceOf(IOException.class);
    assertThat(back.getCause()).hasMessage("disk");
    assertThat(back.missing).isEqualTo(7);
    assertThat(back.items).containsExactly("a", "b");
    assertThat(back.getSuppressed()).hasSize(1);
    assertThat(back.getSuppressed()[0]).hasMessage("while closing");
    assertTrace(back, sent);
  }

  @Test
  void exceptionTravelsBothWaysWithTheRealLibrary() throws Exception {
    OutOfStock sent = outOfStock();
    OutOfStock back = (OutOfStock) read(SHOP, Wire.realWrite(sent));
    assertThat(back).hasMessage("none left").hasCauseExactlyInstanceOf(IOException.class);
    assertThat(back.missing).isEqualTo(7);
    assertTrace(back, sent);

    OutOfStock real = (OutOfStock) Wire.realRead(write(SHOP, sent), Throwable.class);
    assertThat(real).hasMessage("none left");
    assertThat(real.getCause()).hasMessage("disk");
    assertThat(real.missing).isEqualTo(7);
    assertThat(real.items).containsExactly("a", "b");
    assertTrace(real, sent);

    OutOfStock bare = new OutOfStock(null, 0, null, null);
    OutOfStock bareBack = (OutOfStock) Wire.realRead(write(SHOP, bare), Throwable.class);
    assertThat(bareBack.getCause()).isNull();
    assertThat(read(SHOP, Wire.realWrite(bare)).getCause()).isNull();
  }

  @Test
  void ordinaryExceptionsOfTheJdkAreThemselves() throws Exception {
    for (Throwable sent :
        List.of(
            new IllegalArgumentException("bad"),
            new NullPointerException(),
            new EOFException("end"),
            new UncheckedIOException(new IOException("io")),
            new java.util.concurrent.TimeoutException("late"),
            new java.util.NoSuchElementException("none"),
            new java.time.DateTimeException("when"),
            new StackOverflowError("deep"))) {
      for (byte[] bytes : List.of(write(OTHER, sent), Wire.realWrite(sent))) {
        Throwable back = read(OTHER, bytes);
        assertThat(back).isExactlyInstanceOf(sent.getClass());
        assertThat(back.getMessage()).isEqualTo(sent.getMessage());
        assertTrace(back, sent);
      }
    }
  }

  @Test
  void undeclaredExceptionComesBackAsItsDescription() {
    Undeclared sent = new Undeclared("who knows", 5);
    sent.initCause(outOfStock());
    RemoteException back = (RemoteException) read(OTHER, write(OTHER, sent));
    assertThat(back.className()).isEqualTo(Undeclared.class.getName());
    assertThat(back.remoteMessage()).isEqualTo("who knows");
    assertThat(back).hasMessage(Undeclared.class.getName() + ": who knows");
    assertThat(back.fields()).containsEntry("number", "5").containsEntry("detail", "more");
    assertThat(back.getCause()).isInstanceOf(RemoteException.class);
    assertThat(back.getCause().getCause()).isExactlyInstanceOf(IOException.class);
    assertTrace(back, sent);
  }

  @Test
  void descriptionIsPassedOnUnderTheOriginalName() {
    Throwable first = read(OTHER, write(OTHER, new Undeclared("far away", 5)));
    RemoteException second = (RemoteException) read(OTHER, write(OTHER, first));
    assertThat(second.className()).isEqualTo(Undeclared.class.getName());
    assertThat(second.remoteMessage()).isEqualTo("far away");
    assertThat(second.fields()).containsEntry("number", "5");
    assertTrace(second, first);
  }

  @Test
  void descriptionBecomesTheExceptionAgainWhereItIsKnown() {
    Throwable far = read(OTHER, write(OTHER, outOfStock()));
    OutOfStock back = (OutOfStock) read(SHOP, write(SHOP, far));
    assertThat(back.missing).isEqualTo(7);
  }

  @Test
  void exceptionsOfDubboItselfAreRecognisable() {
    byte[] bytes =
        new Bytes()
            .objectOf("org.apache.dubbo.rpc.RpcException", "detailMessage", "limit", "code", 7)
            .toArray();
    RemoteException back = (RemoteException) read(OTHER, bytes);
    assertThat(back.className()).isEqualTo("org.apache.dubbo.rpc.RpcException");
    assertThat(back.fields()).containsEntry("code", "7");
  }

  @Test
  void exceptionInACycleOfCausesIsReadWithoutIt() {
    Exception inner = new Exception("inner");
    Exception outer = new Exception("outer", inner);
    inner.initCause(outer);
    Throwable back = read(OTHER, write(OTHER, outer));
    assertThat(back).hasMessage("outer");
    assertThat(back.getCause()).hasMessage("inner");
    assertThat(back.getCause().getCause()).isNull();
  }
}
