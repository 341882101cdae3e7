package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Ungated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnyTimingTest {

  private record Word(String text) implements Ungated {}

  private record Call(String text, long chain) implements Ungated, Chained {}

  /** Any choice at all, from a seed; keeps what was taken. */
  private static final class Any implements Strategy {
    final RandomStream random;
    final Timing timing;
    final List<String> taken = new ArrayList<>();

    Any(long seed, Timing timing) {
      this.random = new RandomStream(seed);
      this.timing = timing;
    }

    @Override
    public Timing explores() {
      return timing;
    }

    @Override
    public int choose(Choices open) {
      return random.below(open.size());
    }

    @Override
    public void taken(Option chosen, @Nullable Object message) {
      taken.add(chosen.name());
    }
  }

  private static SimEngine engine;

  @BeforeAll
  static void start() {
    engine = new SimEngine();
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  /** Sets timers for itself when it starts, and writes down what it hears, and when. */
  private static Behavior<Object> listener(Engine engine, List<String> heard, Object[][] timers) {
    return Behaviors.setup(
        context -> {
          engine.gate(context).ownerMayBlock();
          for (Object[] timer : timers) {
            engine.after((Long) timer[0], context.getSelf(), timer[1]);
          }
          return Behaviors.receiveMessage(
              message -> {
                heard.add(message instanceof Call call ? call.text() : ((Word) message).text());
                return Behaviors.same();
              });
        });
  }

  private static Behavior<Object> pair(
      Engine engine, List<String> heard, Object[][] one, Object[][] two) {
    return Behaviors.setup(
        context -> {
          context.spawn(listener(engine, heard, one), "one", engine.gated());
          context.spawn(listener(engine, heard, two), "two", engine.gated());
          return Behaviors.empty();
        });
  }

  private static Set<String> orders(Timing timing, Object[][] one, Object[][] two) {
    Set<String> orders = new TreeSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<String> heard = new ArrayList<>();
      Strategy any = new Any(seed, timing);
      try (SimEngine.Run<Object> run = engine.start(e -> pair(e, heard, one, two), 1, any)) {
        assertThat(run.toEnd(1000)).isTrue();
      }
      orders.add(String.join(" ", heard));
    }
    return orders;
  }

  private static Object[] in(long nanos, String word) {
    return new Object[] {nanos, new Word(word)};
  }

  private static Object[] in(long nanos, String word, long chain) {
    return new Object[] {nanos, new Call(word, chain)};
  }

  @Test
  void timersOfDifferentActorsFireInAnyOrderAndThoseOfOneInTheirs() {
    Object[][] one = {in(1, "a1"), in(2, "a2")};
    Object[][] two = {in(5_000, "b")};
    assertThat(orders(Timing.ANY, one, two))
        .containsExactlyInAnyOrder("a1 a2 b", "a1 b a2", "b a1 a2");
    assertThat(orders(Timing.DRAWN, one, two)).containsExactly("a1 a2 b");
  }

  @Test
  void aTimerSetLaterNeverPassesAnEarlierOneOfTheSameActorThoughItIsShorter() {
    Object[][] one = {in(1_000, "first"), in(1, "second")};
    assertThat(orders(Timing.ANY, one, new Object[][] {})).containsExactly("first second");
  }

  @Test
  void thingsThatOneActorHasUnderWayAreNotBoundToOneAnother() {
    Object[][] one = {in(1, "x", 1), in(2, "y", 2)};
    assertThat(orders(Timing.ANY, one, new Object[][] {})).containsExactlyInAnyOrder("x y", "y x");
  }

  @Test
  void whatTakesNoTimeIsNotDelayed() {
    Object[][] one = {in(0, "now"), in(1, "later")};
    assertThat(orders(Timing.ANY, one, new Object[][] {})).containsExactly("now later");
  }

  @Test
  void timeNeverRunsBack() {
    for (int seed = 0; seed < 50; seed++) {
      List<Long> times = new ArrayList<>();
      List<String> heard = new ArrayList<>();
      Object[][] one = {in(7, "a"), in(3, "b")};
      Object[][] two = {in(900, "c"), in(1_000, "d")};
      Strategy any = new Any(seed, Timing.ANY);
      try (SimEngine.Run<Object> run = engine.start(e -> pair(e, heard, one, two), 1, any)) {
        run.onDelivery(message -> times.add(engine.now()));
        run.toEnd(1000);
      }
      assertThat(times).hasSize(4).isSorted();
    }
  }

  @Test
  void aTurnIsToldByTheNameOfWhoTookIt() {
    Any any = new Any(3, Timing.ANY);
    Object[][] one = {in(4, "a", 9)};
    Object[][] two = {in(5, "b")};
    List<String> heard = new ArrayList<>();
    try (SimEngine.Run<Object> run = engine.start(e -> pair(e, heard, one, two), 1, any)) {
      run.toEnd(1000);
    }
    assertThat(any.taken).containsExactlyInAnyOrder("@one#9", "one", "@two", "two");
  }

  @Test
  void aTimerSetForAnotherIsNamedByBoth() {
    Any any = new Any(3, Timing.ANY);
    try (SimEngine.Run<Object> run =
        engine.start(
            e ->
                Behaviors.setup(
                    context -> {
                      Behavior<Object> listens = listener(e, new ArrayList<>(), new Object[][] {});
                      ActorRef<Object> two = context.spawn(listens, "two", e.gated());
                      e.after(5, two, new Word("x"));
                      return Behaviors.empty();
                    }),
            1,
            any)) {
      run.toEnd(1000);
    }
    assertThat(any.taken).containsExactly("@kernel>two", "two");
  }

  @Test
  void whatATaskAsksOfASubsystemIsDoneBeforeAnybodyElseTakesATurn() {
    Set<String> orders = new TreeSet<>();
    Set<String> takers = new TreeSet<>();
    for (int seed = 0; seed < 50; seed++) {
      List<String> heard = new ArrayList<>();
      Any any = new Any(seed, Timing.ANY);
      try (SimEngine.Run<Object> run = engine.start(e -> askers(e, heard), 1, any)) {
        assertThat(run.toEnd(1000)).isTrue();
      }
      orders.add(String.join(" ", heard));
      takers.addAll(any.taken);
    }
    assertThat(orders)
        .containsExactlyInAnyOrder("one asks done two asks done", "two asks done one asks done");
    assertThat(takers).containsExactlyInAnyOrder("@one", "one", "@two", "two");
  }

  /** Two tasks that each ask the same subsystem once, which tells itself to do it. */
  private static Behavior<Object> askers(Engine engine, List<String> heard) {
    return Behaviors.setup(
        context -> {
          Behavior<Object> subsystem =
              Behaviors.receive(
                  (own, message) -> {
                    boolean isAsked = message.equals(new Word("ask"));
                    heard.add(isAsked ? "asks" : "done");
                    if (isAsked) {
                      own.getSelf().tell(new Word("do"));
                    }
                    return Behaviors.same();
                  });
          ActorRef<Object> asked = context.spawn(subsystem, "subsystem", engine.gated());
          for (String name : List.of("one", "two")) {
            context.spawn(asker(engine, heard, asked), name, engine.gated());
          }
          return Behaviors.empty();
        });
  }

  private static Behavior<Object> asker(
      Engine engine, List<String> heard, ActorRef<Object> subsystem) {
    return Behaviors.setup(
        context -> {
          engine.gate(context).ownerMayBlock();
          engine.after(1, context.getSelf(), new Word("begin"));
          return Behaviors.receiveMessage(
              message -> {
                heard.add(context.getSelf().path().name());
                subsystem.tell(new Word("ask"));
                return Behaviors.same();
              });
        });
  }

  @Test
  void aRunThatGoesOnForEverIsCutShort() {
    Any any = new Any(1, Timing.ANY);
    try (SimEngine.Run<Object> run = engine.start(AnyTimingTest::restless, 1, any)) {
      assertThat(run.toEnd(100)).isFalse();
    }
    assertThat(any.taken).hasSize(100);
  }

  private static Behavior<Object> restless(Engine engine) {
    return Behaviors.setup(
        context -> {
          engine.gate(context).ownerMayBlock();
          engine.after(1, context.getSelf(), new Word("again"));
          return Behaviors.receiveMessage(
              message -> {
                engine.after(1, context.getSelf(), message);
                return Behaviors.same();
              });
        });
  }
}
