package org.fputlab.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Timing;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;

/**
 * A short search whether possible cycles come about: the first schedules of those that {@code
 * fputlab explore} tries, with the same numbers, past the first that hangs.
 *
 * <p>A cycle has come about where at the end of a schedule that hangs, for each of its edges,
 * somebody waits for the one thing and, where the other is a lock, holds that. Only items and calls
 * wait for one of a pool, which are no tasks: of those edges nothing is looked for.
 *
 * @param schedules how many were run
 * @param cycles the number of the first schedule in which each came about
 * @param hang the number of the first that hangs at all
 * @param why that one hangs, in a line; "" where none did
 */
public record CyclesSought(long schedules, Map<Cycle, Long> cycles, OptionalLong hang, String why) {

  /** Enough for most, and few enough for an answer within a second. */
  public static final long SCHEDULES = 40;

  /** Large machines take many turns a schedule; no new one is begun after so many. */
  private static final long MOST_TURNS = 10_000;

  public CyclesSought {
    cycles = Map.copyOf(cycles);
  }

  /**
   * Searches.
   *
   * @param sought the cycles
   * @param most how many schedules at most
   */
  public static CyclesSought of(
      ScheduleRunner runner, Scenario scenario, ClosePolicy close, List<Cycle> sought, long most) {
    Setting setting =
        new Setting(scenario, close, Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
    Looking looking = new Looking(runner, sought);
    Schedules schedules = Schedules.of(runner, setting, Mix.MIXED, scenario.seed());
    looking.ended(1, schedules.plan().first());
    for (long number = 2; number <= most && looking.goesOn(); number++) {
      looking.ended(number, schedules.run(runner, number).ending());
    }
    return looking.result();
  }

  /** What has been seen so far. */
  private static final class Looking {
    private final ScheduleRunner runner;
    private final List<Cycle> sought;
    private final Map<Cycle, Long> found = new LinkedHashMap<>();
    private OptionalLong hang = OptionalLong.empty();
    private String why = "";
    private long schedules;
    private long turns;

    Looking(ScheduleRunner runner, List<Cycle> sought) {
      this.runner = runner;
      this.sought = sought;
    }

    boolean goesOn() {
      boolean all = hang.isPresent() && found.size() == sought.size();
      return !all && turns < MOST_TURNS;
    }

    void ended(long number, Ending ending) {
      schedules = number;
      turns += ending.turns();
      if (ending.kind() != Ending.Kind.DEADLOCK) {
        return;
      }
      if (hang.isEmpty()) {
        hang = OptionalLong.of(number);
        why = ending.why();
      }
      List<TaskRow> rows = runner.tables().tasks().rows();
      sought.stream()
          .filter(cycle -> hasComeAbout(cycle, rows))
          .forEach(cycle -> found.putIfAbsent(cycle, number));
    }

    CyclesSought result() {
      return new CyclesSought(schedules, found, hang, why);
    }
  }

  private static boolean hasComeAbout(Cycle cycle, List<TaskRow> rows) {
    return cycle.edges().stream()
        .filter(CyclesSought::isOfATask)
        .allMatch(edge -> rows.stream().anyMatch(row -> isAt(edge, row)));
  }

  private static boolean isOfATask(Edge edge) {
    return !edge.evidence().who().isEmpty() && edge.to().kind() != Node.Kind.POOL;
  }

  private static boolean isAt(Edge edge, TaskRow row) {
    Wait wait = row.waitsFor();
    return row.state() == TaskRow.State.BLOCKED
        && wait != null
        && NodeOfRun.is(edge.to(), wait.resource())
        && (!isLock(edge.from())
            || row.holds().stream().anyMatch(hold -> NodeOfRun.is(edge.from(), hold.resource())));
  }

  private static boolean isLock(Node node) {
    return node.kind() == Node.Kind.MUTEX || node.kind() == Node.Kind.RWSEM;
  }
}
