package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fputlab.engine.Access;
import org.fputlab.engine.Touches;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.RandomProgram;
import org.junit.jupiter.api.Test;

/**
 * Two turns that do not depend on each other come to the same in either order: on random machines,
 * of every pair that a schedule took one right after the other.
 */
class IndependentTurnsTest {

  private static final int PROGRAMS = 40;

  /** As many at most, until a pair shows what is not told. */
  private static final int PROGRAMS_UNTIL_IT_SHOWS = 400;

  private static final int PAIRS = 4;

  private record Turn(String who, TreeSet<String> causes, Map<?, Access> accesses) {

    boolean commutesWith(Turn other) {
      return accesses.entrySet().stream()
          .allMatch(
              mine -> {
                Access theirs = other.accesses.get(mine.getKey());
                return theirs == null || theirs.commutesWith(mine.getValue());
              });
    }
  }

  /** A given order, and when that is over any. */
  private static final class Given implements Orders {
    private final List<String> order;
    private final Random then;
    private final List<Turn> turns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<List<?>> options = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private String chosen = "";

    Given(List<String> order, Random then) {
      this.order = order;
      this.then = then;
    }

    @Override
    public int choose(List<?> open) {
      options.add(List.copyOf(open));
      int next = turns.size();
      int place = next < order.size() ? open.indexOf(order.get(next)) : then.nextInt(open.size());
      if (place < 0) {
        throw new AssertionError(order.get(next) + " has no turn " + next + " any more");
      }
      chosen = String.valueOf(open.get(place));
      return place;
    }

    @Override
    public void taken(List<Integer> causes, Map<?, Access> accesses) {
      TreeSet<String> named = new TreeSet<>();
      for (int cause : causes) {
        named.add(names.get(cause));
      }
      names.add(chosen + "." + counts.merge(chosen, 1, Integer::sum));
      turns.add(new Turn(chosen, named, accesses));
    }

    @Override
    public boolean next() {
      return false;
    }

    /** Whether that turn and the next could have come the other way round, and do not depend. */
    boolean isFreePair(int at) {
      Turn first = turns.get(at);
      Turn second = turns.get(at + 1);
      return !first.who().equals(second.who())
          && options.get(at).contains(second.who())
          && !second.causes().contains(names.get(at))
          && first.commutesWith(second);
    }
  }

  @Test
  void comeToTheSameInEitherOrder() {
    assertThat(failures(thing -> true, PROGRAMS)).isEmpty();
  }

  @Test
  void andAnAccessThatIsNotToldShows() {
    assertThat(failures(thing -> !thing.owner().equals("drivers"), PROGRAMS_UNTIL_IT_SHOWS))
        .isNotEmpty();
  }

  private static final List<ClosePolicy> POLICIES = List.of(ClosePolicy.values());

  private static List<String> failures(Predicate<Touches.Thing> isTold, int programs) {
    List<String> failures = new ArrayList<>();
    try (SimEngine engine = new SimEngine()) {
      for (int seed = 0; seed < programs && failures.isEmpty(); seed++) {
        ClosePolicy close = POLICIES.get(seed % POLICIES.size());
        String text =
            RandomProgram.of(seed, true).replaceAll("(?m)^(title|seed|close|watch).*\n", "");
        SmallMachine machine = new SmallMachine(engine, text, close, isTold);
        failures.addAll(failures(machine, new Random(seed), "seed " + seed));
      }
    }
    return failures;
  }

  private static List<String> failures(SmallMachine machine, Random random, String which) {
    Given first = new Given(List.of(), random);
    String outcome = outcome(machine, first);
    if (outcome.equals(SmallMachine.SPINS)) {
      return List.of();
    }
    List<String> failures = new ArrayList<>();
    List<Integer> pairs = new ArrayList<>();
    for (int at = 0; at + 1 < first.turns.size(); at++) {
      if (first.isFreePair(at)) {
        pairs.add(at);
      }
    }
    Collections.shuffle(pairs, random);
    for (int at : pairs.subList(0, Math.min(PAIRS, pairs.size()))) {
      List<Turn> expected = new ArrayList<>(first.turns);
      Collections.swap(expected, at, at + 1);
      Given second = new Given(expected.stream().map(Turn::who).toList(), random);
      String other = outcome(machine, second);
      if (!second.turns.equals(expected) || !outcome.equals(other)) {
        failures.add(which + ": turns " + first.turns.get(at) + " and " + first.turns.get(at + 1));
      }
    }
    return failures;
  }

  /** What it comes to; a machine that spins comes to nothing that is compared. */
  private static String outcome(SmallMachine machine, Given orders) {
    try {
      return String.valueOf(machine.run(orders));
    } catch (AssertionError differs) {
      return String.valueOf(differs.getMessage());
    }
  }
}
