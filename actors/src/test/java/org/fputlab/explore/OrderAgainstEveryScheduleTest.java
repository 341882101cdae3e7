package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Timing;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.SmallProgram;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

/**
 * Small random programs, each in every order or, where these are too many, in some. Of those of
 * which the steps prove that nobody waits forever, nobody may; and where somebody does, order must
 * have told of a circle, or of one who may be left alone, behind what he waits for. {@code
 * -Dfputlab.programs=5000} tries so many programs, {@code -Dfputlab.first=1000} from that seed on,
 * {@code -Dfputlab.schedules=2000} so many schedules each.
 */
class OrderAgainstEveryScheduleTest {

  private static final int PROGRAMS = Integer.getInteger("fputlab.programs", 60);
  private static final int FIRST = Integer.getInteger("fputlab.first", 0);
  private static final int SCHEDULES = Integer.getInteger("fputlab.schedules", 20);
  private static final int OTHERS = Integer.getInteger("fputlab.others", 6);

  private static final List<ClosePolicy> CLOSES = List.of(ClosePolicy.values());

  private int proved;
  private int hung;
  private int refused;

  @Test
  void whatHangsIsToldAndWhatIsProvedDoesNotHang() {
    List<String> wrong = new ArrayList<>();
    ScheduleRunner runner = new ScheduleRunner();
    try {
      for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
        ClosePolicy close = CLOSES.get(seed % CLOSES.size());
        check(runner, seed, close).ifPresent(wrong::add);
      }
    } finally {
      runner.close();
    }
    assertThat(wrong).isEmpty();
    assertThat(proved).isGreaterThan(PROGRAMS / 5);
    assertThat(hung).isGreaterThan(PROGRAMS / 20);
    assertThat(refused).isLessThan(PROGRAMS / 20);
  }

  private Optional<String> check(ScheduleRunner runner, int seed, ClosePolicy close) {
    String text = SmallProgram.of(seed);
    Scenario scenario;
    try {
      scenario = ScenarioLoader.parse(text, "program-" + seed + ".conf");
    } catch (ScenarioProblems notOne) {
      refused++;
      return Optional.empty();
    }
    Order order = StepOrder.of(scenario, close);
    proved += order.answer() == Order.Answer.PROVED ? 1 : 0;
    if (order.answer() == Order.Answer.UNKNOWN || !isHung(runner, scenario, close)) {
      return Optional.empty();
    }
    hung++;
    List<Wait> untold = untold(runner, order);
    return untold.isEmpty() && order.answer() != Order.Answer.PROVED
        ? Optional.empty()
        : Optional.of(
            "program %d under %s: %s, but hangs waiting for %s%n%s"
                .formatted(seed, close.word(), order.answer(), untold, text));
  }

  private boolean isHung(ScheduleRunner runner, Scenario scenario, ClosePolicy close) {
    Setting setting =
        new Setting(scenario, close, Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
    Explored every =
        new Exhaustive(runner, setting, Schedules.seedOf(1, 1), SCHEDULES, () -> false).search();
    if (every.result() == Explored.Result.PROVED_WITHIN_BOUNDS) {
      return false;
    }
    if (every.result() == Explored.Result.FOUND) {
      return every.found().orElseThrow().ending().kind() == Ending.Kind.DEADLOCK;
    }
    Schedules some = Schedules.of(runner, setting, Mix.MIXED, 1);
    Ending ending = some.plan().first();
    for (long number = 2; number <= OTHERS && !ending.isFailing(); number++) {
      ending = some.run(runner, number).ending();
    }
    return ending.kind() == Ending.Kind.DEADLOCK;
  }

  /** For what somebody waits in the tables, though order does not tell why that may not end. */
  private static List<Wait> untold(ScheduleRunner runner, Order order) {
    Set<Node> bad = new LinkedHashSet<>();
    order.cycles().forEach(cycle -> bad.addAll(cycle.nodes()));
    order.alone().forEach(alone -> bad.add(alone.node()));
    List<Wait> untold = new ArrayList<>();
    for (TaskRow row : runner.tables().tasks().rows()) {
      Wait wait = row.waitsFor();
      if (wait != null
          && row.state() == TaskRow.State.BLOCKED
          && wait.sleep() == Sleep.UNINTERRUPTIBLE
          && order.graph().nodes().stream()
              .filter(node -> NodeOfRun.is(node, wait.resource()))
              .noneMatch(node -> reaches(order.graph(), node, bad::contains))) {
        untold.add(wait);
      }
    }
    return untold;
  }

  private static boolean reaches(LockGraph graph, Node from, Predicate<Node> bad) {
    Set<Node> seen = new LinkedHashSet<>(List.of(from));
    List<Node> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      Node next = open.remove(open.size() - 1);
      if (bad.test(next)) {
        return true;
      }
      graph.after(next).stream().map(Edge::to).filter(seen::add).forEach(open::add);
    }
    return false;
  }
}
