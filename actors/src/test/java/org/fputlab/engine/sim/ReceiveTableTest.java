package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.UnhandledMessage;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An actor with a table behaves as one that Akka's own builder made. */
class ReceiveTableTest {

  private interface Word {}

  private record Hello(int number) implements Word {}

  private record Bye() implements Word {}

  private record Other() {}

  private enum Order {
    CHANGE,
    STOP,
    BREAK,
    WATCH
  }

  /** Says what it was told, by which row. */
  private static final class Listener {

    private static final ReceiveTable<Listener, Object> FIRST =
        ReceiveTable.<Listener, Object>rows()
            .onMessage(Hello.class, (self, hello) -> self.heard("hello " + hello.number()))
            .onMessage(Word.class, (self, word) -> self.heard("word"))
            .onMessage(Order.class, Listener::onOrder)
            .onSignal(ChildFailed.class, (self, failed) -> self.heard("child failed"))
            .onSignal(Terminated.class, (self, ended) -> self.heard("child ended"))
            .build();

    private static final ReceiveTable<Listener, Object> SECOND =
        ReceiveTable.<Listener, Object>rows()
            .onMessage(Object.class, (self, any) -> self.heard("second " + any))
            .build();

    private final List<String> heard;
    private final ActorContext<Object> context;

    Listener(List<String> heard, ActorContext<Object> context) {
      this.heard = heard;
      this.context = context;
    }

    private Behavior<Object> heard(String what) {
      heard.add(what);
      return Behaviors.same();
    }

    private Behavior<Object> onOrder(Order order) {
      return switch (order) {
        case CHANGE -> SECOND.of(this);
        case STOP -> Behaviors.stopped();
        case BREAK -> throw new IllegalStateException("on purpose");
        case WATCH -> {
          ActorRef<Object> child = context.spawn(Behaviors.empty(), "child");
          context.watch(child);
          context.stop(child);
          yield Behaviors.same();
        }
      };
    }
  }

  private final SimEngine engine = new SimEngine();
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void end() {
    engine.close();
  }

  /** Tells a listener some messages, one after another. */
  private void tell(Object... messages) {
    try (SimEngine.Run<?> run =
        engine.start(
            kernel -> parent(kernel, (context, child) -> List.of(messages).forEach(child::tell)),
            1,
            Strategy.fifo())) {
      run.until(1);
    }
  }

  private Behavior<Object> parent(
      Engine kernel, BiConsumer<ActorContext<Object>, ActorRef<Object>> what) {
    return Behaviors.setup(
        context -> {
          Adapter.toClassic(context.getSystem())
              .eventStream()
              .subscribe(
                  Adapter.toClassic(
                      context.messageAdapter(UnhandledMessage.class, UnhandledMessage::getMessage)),
                  UnhandledMessage.class);
          ActorRef<Object> child =
              context.spawn(
                  Behaviors.setup(own -> Listener.FIRST.of(new Listener(heard, own))),
                  "listener",
                  kernel.gated());
          context.watch(child);
          what.accept(context, child);
          return Behaviors.receive(Object.class)
              .onMessage(Object.class, lost -> heard("unhandled " + lost))
              .onSignal(ChildFailed.class, failed -> heard("failed: " + failed.getCause()))
              .onSignal(Terminated.class, ended -> heard("ended"))
              .build();
        });
  }

  private Behavior<Object> heard(String what) {
    heard.add(what);
    return Behaviors.same();
  }

  @Test
  void firstRowThatFitsCountsInEveryTurn() {
    tell(new Hello(1), new Bye(), new Hello(2), new Bye());
    assertThat(heard).containsExactly("hello 1", "word", "hello 2", "word");
  }

  @Test
  void messageWithoutARowIsToldAsUnhandled() {
    tell(new Hello(1), new Other(), new Hello(2));
    assertThat(heard).containsExactlyInAnyOrder("hello 1", "hello 2", "unhandled Other[]");
  }

  @Test
  void actorMayGoOnWithAnotherTable() {
    tell(Order.CHANGE, new Hello(1), new Other());
    assertThat(heard).containsExactly("second Hello[number=1]", "second Other[]");
  }

  @Test
  void actorMayEnd() {
    tell(new Hello(1), Order.STOP, new Hello(2));
    assertThat(heard).containsExactly("hello 1", "ended");
  }

  @Test
  void whoFailsFailsAsWithAkka() {
    tell(Order.BREAK, new Hello(1));
    assertThat(heard).containsExactly("failed: java.lang.IllegalStateException: on purpose");
  }

  @Test
  void signalsHaveRowsToo() {
    tell(Order.WATCH);
    assertThat(heard).containsExactly("child ended");
  }

  @Test
  void guardianThatFailsFailsTheRun() {
    SimEngine.Run<Object> run =
        engine.start(
            kernel ->
                Behaviors.setup(
                    context -> {
                      context.getSelf().tell(Order.BREAK);
                      return Listener.FIRST.of(new Listener(heard, context));
                    }),
            1,
            Strategy.fifo());
    run.until(1);
    assertThatThrownBy(run::close)
        .isInstanceOf(EmulatorFailure.class)
        .hasRootCauseMessage("on purpose");
  }
}
