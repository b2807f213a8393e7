package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RpcCallTest {
  @Test
  void blockSeesItsAttachmentsAndNobodyElseDoes() throws Exception {
    assertThat(RpcCall.current()).isNull();

    Attachments inside =
        RpcCall.attach("a", "1").and("b", "2").call(() -> RpcCall.current().attachments()).value();

    assertThat(inside).isEqualTo(Attachments.of("a", "1").with("b", "2"));
    assertThat(RpcCall.current()).isNull();
  }

  @Test
  void innerBlockAddsToTheOuterOneAndRestoresIt() throws Exception {
    RpcCall.attach("a", "1")
        .and("b", "1")
        .call(
            () -> {
              Attachments inner =
                  RpcCall.attach("b", "2").call(() -> RpcCall.current().attachments()).value();
              assertThat(inner).isEqualTo(Attachments.of("a", "1").with("b", "2"));
              assertThat(RpcCall.current().attachments().get("b")).isEqualTo("1");
              return null;
            });
  }

  @Test
  void throwingBlockCleansUp() {
    assertThatThrownBy(
            () ->
                RpcCall.attach("a", "1")
                    .call(
                        () -> {
                          throw new java.io.IOException("planted");
                        }))
        .hasMessage("planted");
    assertThat(RpcCall.current()).isNull();
  }

  @Test
  void replyHasTheAttachmentsOfTheAnswer() throws Exception {
    RpcCall.Reply<String> reply =
        RpcCall.attach("a", "1")
            .call(
                () -> {
                  RpcCall.current().begin().complete(Attachments.of("served-by", "node 1"));
                  return "value";
                });

    assertThat(reply.value()).isEqualTo("value");
    assertThat(reply.attachments().get("served-by")).isEqualTo("node 1");
  }

  @Test
  void replyOfAnAsynchronousCallComesLater() throws Exception {
    RpcCall.Reply<CompletableFuture<Attachments>> reply =
        RpcCall.attach("a", "1").call(() -> RpcCall.current().begin());
    assertThat(reply.attachments()).isSameAs(Attachments.EMPTY);

    reply.value().complete(Attachments.of("served-by", "node 1"));

    assertThat(reply.attachments().get("served-by")).isEqualTo("node 1");
  }

  @Test
  void replyOfAFailedCallIsEmpty() throws Exception {
    RpcCall.Reply<Boolean> reply =
        RpcCall.attach("a", "1")
            .call(
                () ->
                    RpcCall.current()
                        .begin()
                        .completeExceptionally(new IllegalStateException("planted")));

    assertThat(reply.attachments()).isSameAs(Attachments.EMPTY);
  }
}
