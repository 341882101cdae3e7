package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.engine.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {

  /** What all orders came to, and how many classes they are of. */
  private record Seen(Set<String> classes, Set<String> outcomes, long runs) {}

  private static Seen all(Toy toy) {
    EveryOrder orders = new EveryOrder();
    Set<String> classes = new TreeSet<>();
    Set<String> outcomes = new TreeSet<>();
    long runs = 0;
    do {
      outcomes.add(String.valueOf(toy.run(orders)));
      classes.add(orders.classOfRun());
      runs++;
    } while (orders.next());
    return new Seen(classes, outcomes, runs);
  }

  private static Set<String> outcomes(Toy toy, Reduction reduction) {
    Set<String> outcomes = new TreeSet<>();
    Orders orders = Orders.reduced(reduction);
    do {
      String outcome = toy.run(orders);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    } while (orders.next());
    return outcomes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // two who only look
        "a: look x, look y; b: look y, look x",
        // lost update
        "a: look x, set x; b: look x, set x",
        // counters, and one who reads what they come to
        "a: add x, add y; b: add y, add x; c: look x",
        // a writer and readers (POPL 2014, figure 1)
        "p: set x; q: look y, look x; r: look z, look x",
        // the last zero
        "a: look x, set y; b: look y, set z; c: look z, set x",
        // one lock
        "a: lock l, set x, unlock l; b: lock l, set x, unlock l; c: look x",
        // two locks the wrong way round
        "a: lock l, lock m, unlock m, unlock l; b: lock m, lock l, unlock l, unlock m",
        // three philosophers
        "a: lock f, lock g, unlock g, unlock f; b: lock g, lock h, unlock h, unlock g;"
            + " c: lock h, lock f, unlock f, unlock h",
        // two senders, one mailbox
        "a: set x, send c; b: look x, send c; c: take, take, look x",
        // who looks into the mailbox before the message comes
        "a: send b; b: empty, take, empty; c: send b",
        // a message comes of a message
        "a: send b, set x; b: take, send c; c: take, look x",
        // there and back, twice
        "a: send b, take, send b, take; b: take, send a, take, send a; c: send b, set x",
        // started by another, which depends on what was read
        "a: set x; b: if x, start c; c: set y, look x; d: look y",
        // one who may never get its message
        "a: if x, send b; b: take, set x; c: set x",
        // a lock, a mailbox and a variable
        "a: lock l, send c, unlock l; b: lock l, look x, unlock l; c: take, set x, lock l, unlock l",
      })
  void oneRunOfEachClass(String programs) {
    Toy toy = new Toy(programs.split("; *"));
    Seen seen = all(toy);

    Reduction reduction = new Reduction();
    Set<String> outcomes = outcomes(toy, reduction);

    assertThat(outcomes).isEqualTo(seen.outcomes());
    assertThat(reduction.classes()).isEqualTo(seen.classes().size());
  }

  @Test
  void oneRunOfEachClassOfRandomPrograms() {
    for (int seed = 0; seed < 60; seed++) {
      Toy toy = new Toy(RandomToys.programs(new Random(seed)));
      Seen seen = all(toy);

      Reduction reduction = new Reduction();
      assertThat(outcomes(toy, reduction)).as("seed %d", seed).isEqualTo(seen.outcomes());
      assertThat(reduction.classes()).as("seed %d", seed).isEqualTo(seen.classes().size());
    }
  }

  @Test
  void philosophersInOrderAreFewClassesOfManyOrders() {
    Toy toy =
        new Toy(
            "a: lock f, lock g, unlock g, unlock f",
            "b: lock g, lock h, unlock h, unlock g",
            "c: lock h, lock i, unlock i, unlock h",
            "d: lock i, lock j, unlock j, unlock i",
            "e: lock f, lock j, unlock j, unlock f");

    Reduction reduction = new Reduction();
    Set<String> outcomes = outcomes(toy, reduction);

    assertThat(outcomes).hasSize(1).allSatisfy(end -> assertThat(end).doesNotContain("waits"));
    assertThat(reduction.classes()).isBetween(100L, 1_000L);
    assertThat(reduction.redundant()).isLessThan(reduction.classes());
  }

  @Test
  void anAccessThatIsNotToldLosesOutcomes() {
    String[] lostUpdate = {"a: look x, set y", "b: look y, set x"};
    String[] firstCome = {"a: send c", "b: send c", "c: take, take"};
    String[] lastWins = {"a: set x", "b: set x"};

    assertThat(lost(Toy.Defect.HIDES_LOOKS, lostUpdate)).isPositive();
    assertThat(lost(Toy.Defect.HIDES_SENDS, firstCome)).isPositive();
    assertThat(lost(Toy.Defect.CALLS_SETTING_ADDING, lastWins)).isPositive();
    assertThat(lost(Toy.Defect.NONE, lostUpdate)).isZero();
  }

  private static int lost(Toy.Defect defect, String... programs) {
    Toy toy = new Toy(defect, programs);
    return all(toy).outcomes().size() - outcomes(toy, new Reduction()).size();
  }

  @Test
  void aRunThatDoesNotRepeatIsRefused() {
    Reduction reduction = new Reduction();
    reduction.choose(List.of("a", "b"));
    reduction.taken(List.of(), Map.of("x", Access.CHANGES));
    reduction.choose(List.of("b"));
    reduction.taken(List.of(), Map.of("x", Access.CHANGES));
    assertThat(reduction.next()).isTrue();

    assertThatThrownBy(() -> reduction.choose(List.of("a")))
        .isInstanceOf(Reduction.NotRepeatable.class)
        .hasMessageContaining("b");
  }

  @Test
  void whoCanTakeATurnKeepsItUntilTheyDo() {
    Reduction reduction = new Reduction();
    reduction.choose(List.of("a", "b"));
    reduction.taken(List.of(), Map.of());

    assertThatThrownBy(() -> reduction.choose(List.of("c")))
        .isInstanceOf(Reduction.NotRepeatable.class)
        .hasMessageContaining("b lost a turn");
  }
}
