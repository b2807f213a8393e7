package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RpcContextTest {
  private final Invocation invocation =
      Calls.hello(new HandClock()).withAttachment(AttachmentKeys.REMOTE_APPLICATION, "shop");

  @Test
  void isCurrentBetweenEnterAndExitOnItsThreadOnly() throws Exception {
    RpcContext context = new RpcContext(invocation, "10.0.0.7:51000");
    assertThat(RpcContext.current()).isNull();

    RpcContext.enter(context);
    try {
      assertThat(RpcContext.current()).isSameAs(context);
      RpcContext[] elsewhere = {context};
      Thread other = new Thread(() -> elsewhere[0] = RpcContext.current());
      other.start();
      other.join();
      assertThat(elsewhere[0]).isNull();
    } finally {
      RpcContext.exit();
    }

    assertThat(RpcContext.current()).isNull();
  }

  @Test
  void tellsWhoCallsAndUntilWhen() {
    RpcContext context = new RpcContext(invocation, "10.0.0.7:51000");

    assertThat(context.remoteAddress()).isEqualTo("10.0.0.7:51000");
    assertThat(context.remoteApplication()).isEqualTo("shop");
    assertThat(context.deadline()).isSameAs(invocation.deadline());
    assertThat(context.invocation()).isSameAs(invocation);
  }

  @Test
  void repliesAreCollected() {
    RpcContext context = new RpcContext(invocation, "local");
    assertThat(context.replyAttachments()).isSameAs(Attachments.EMPTY);

    context.reply("a", "1");
    context.reply("b", "2");

    assertThat(context.replyAttachments()).isEqualTo(Attachments.of("a", "1").with("b", "2"));
  }
}
