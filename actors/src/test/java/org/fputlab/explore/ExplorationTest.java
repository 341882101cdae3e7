package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.engine.sim.Timing;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

class ExplorationTest {

  private static final String LAST_REFERENCE = "regressions/lockd-last-reference";
  private static final String PHILOSOPHERS = "regressions/philosophers";

  private static Scenario shipped(String name) {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems);
    }
  }

  private static Scenario of(String steps) {
    try {
      return ScenarioLoader.parse("title = t, duration = 1s\n" + steps, "t.conf");
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  private static Setting setting(Scenario scenario, ClosePolicy policy, Timing timing) {
    return new Setting(scenario, policy, timing, new RunLimits(Setting.RUNS, Map.of()));
  }

  private static Explored explore(Scenario scenario, Timing timing, Mix mix, long most, int jobs) {
    try (Exploration exploration = new Exploration(jobs, () -> false)) {
      return exploration.explore(
          setting(scenario, ClosePolicy.SYNC, timing),
          new Exploration.Order(mix, 1, most),
          () -> false,
          Exploration.Progress.NONE);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Explored explore(Scenario scenario, long most) {
    return explore(scenario, Timing.ANY, Mix.MIXED, most, 1);
  }

  @Test
  void whatHalfOfAllSeedsMissIsFoundInFewSchedules() {
    Explored explored = explore(shipped(LAST_REFERENCE), 20);
    assertThat(explored.result()).isEqualTo(Explored.Result.FOUND);
    assertThat(explored.found().orElseThrow().ending().why())
        .contains("lockd-like waits forever for end of lockd-like");
  }

  @Test
  void anItemMayBeCancelledBeforeItsWorkerRuns() {
    assertHangs(
        """
        works.w { run = [ complete c ] }
        tasks {
          one { context = kthread, run = [ queue_work w, wait_for_completion c ] }
          two { context = kthread, run = [ cancel_work w ] }
        }
        """);
  }

  @Test
  void aFreezeMayComeBetweenALockAndTheReturnToUserMode() {
    assertHangs(
        """
        tasks {
          one { context = user, run = [ mutex_lock m, return_to_user, mutex_unlock m ] }
          two {
            context = user
            run = [ freeze_processes then ( mutex_lock m ; mutex_unlock m ; thaw_processes ) ]
          }
        }
        """);
  }

  private static void assertHangs(String steps) {
    for (Mix mix : List.of(Mix.RANDOM, Mix.MIXED)) {
      Explored explored = explore(of(steps), Timing.ANY, mix, 200, 1);
      assertThat(explored.result()).as(mix.word()).isEqualTo(Explored.Result.FOUND);
    }
    try (ScheduleRunner runner = new ScheduleRunner()) {
      Setting every = setting(of(steps), ClosePolicy.SYNC, Timing.ANY);
      assertThat(new Exhaustive(runner, every, 1, 200, () -> false).search().result())
          .isEqualTo(Explored.Result.FOUND);
    }
  }

  @Test
  void everyStrategyFindsIt() {
    for (Mix mix : Mix.values()) {
      Explored explored = explore(shipped(LAST_REFERENCE), Timing.ANY, mix, 200, 1);
      assertThat(explored.result()).as(mix.word()).isEqualTo(Explored.Result.FOUND);
    }
  }

  @Test
  void anyNumberOfJobsFindsTheSame() {
    Scenario rare = of(RARE);
    Explored one = explore(rare, Timing.ANY, Mix.RANDOM, 2000, 1);
    Explored three = explore(rare, Timing.ANY, Mix.RANDOM, 2000, 3);
    assertThat(one.firstFailing())
        .isNotEqualTo(OptionalLong.empty())
        .isNotEqualTo(OptionalLong.of(1));
    assertThat(three.firstFailing()).isEqualTo(one.firstFailing());
    assertThat(three.schedules()).isEqualTo(one.schedules());
    assertThat(ScheduleFile.text(three.found().orElseThrow().schedule()))
        .isEqualTo(ScheduleFile.text(one.found().orElseThrow().schedule()));
  }

  /** The one who takes both the other way round does so once, and is ready at once. */
  private static final String RARE =
      """
      tasks {
        often { context = kthread, every = 1ms,
                run = [ mutex_lock a, mutex_unlock a, mutex_lock b, mutex_unlock b,
                        mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ] }
        once  { context = kthread, times = 1,
                run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ] }
      }
      """;

  @Test
  void aScheduleIsReplayedToTheSameTrace() {
    Explored.Shown found = explore(shipped(LAST_REFERENCE), 20).found().orElseThrow();
    try (ScheduleRunner runner = new ScheduleRunner()) {
      Ending again = found.schedule().replay(runner, Story.UNTOLD);
      assertThat(again.hash()).isEqualTo(found.ending().hash());
      assertThat(again.why()).isEqualTo(found.ending().why());
    }
  }

  @Test
  void whatIsFoundIsShrunkToTheTasksAndTurnsThatItTakes() {
    Scenario crowd =
        of(
            """
            tasks {
              one   { context = kthread, every = 1ms,
                      run = [ mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ] }
              two   { context = kthread, every = 1ms,
                      run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ] }
              crowd { context = kthread, every = 1ms, count = 5, run = [ cpu 1ms, cpu 1ms ] }
            }
            """);
    Explored.Shown found = explore(crowd, Timing.ANY, Mix.RANDOM, 500, 1).found().orElseThrow();
    assertThat(found.story().tasks()).containsExactlyInAnyOrder("one", "two");
    assertThat(found.story().lines().stream().map(Story.Line::text))
        .filteredOn(text -> !text.startsWith("gets "))
        .as("each takes one lock and asks for the other, once")
        .containsExactlyInAnyOrder(
            "mutex_lock a",
            "mutex_lock b",
            "waits for b",
            "mutex_lock b",
            "mutex_lock a",
            "waits for a");
    assertThat(found.schedule().setting().limits().named())
        .containsEntry("crowd-0", 0L)
        .containsEntry("crowd-4", 0L);
  }

  @Test
  void aChoiceThatCannotBeMadeIsRefused() {
    Schedule found = explore(shipped(LAST_REFERENCE), 20).found().orElseThrow().schedule();
    List<String> other = new java.util.ArrayList<>(found.choices());
    other.set(2, "nobody");
    Schedule wrong =
        new Schedule(
            found.file(),
            found.texts(),
            found.setting(),
            found.seed(),
            other,
            found.kind(),
            found.hash());
    try (ScheduleRunner runner = new ScheduleRunner()) {
      assertThatExceptionOfType(Schedule.Mismatch.class)
          .isThrownBy(() -> wrong.replay(runner, Story.UNTOLD))
          .withMessageContaining("choice 3 is nobody, which cannot come next here");
    }
  }

  @Test
  void noOrderOfForksInOrderHangs() {
    Explored explored = explore(shipped("regressions/philosophers-in-order"), 500);
    assertThat(explored.result()).isEqualTo(Explored.Result.NOT_FOUND);
    assertThat(explored.schedules()).isEqualTo(500);
  }

  @Test
  void directedFindsACircleThatThePlainOrderOnlyHasPartsOf() {
    Scenario apart =
        of(
            """
        tasks {
          one { context = kthread, run = [ mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ], times = 1 }
          two { context = kthread, start = 500ms, run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ], times = 1 }
        }
        """);
    Explored explored = explore(apart, Timing.ANY, Mix.DIRECTED, 10, 1);
    assertThat(explored.firstFailing()).isEqualTo(OptionalLong.of(2));
    assertThat(explore(apart, Timing.DRAWN, Mix.RANDOM, 50, 1).result())
        .as("the times that were written keep them apart")
        .isEqualTo(Explored.Result.NOT_FOUND);
  }

  @Test
  void whoRestsIsNotTakenForDead() {
    Scenario scenario =
        of(
            """
        tasks {
          waits    { context = kthread, count = 2, every = 1ms, run = [ wait_for_completion c ] }
          completes { context = kthread, every = 1ms, run = [ complete c ] }
        }
        """);
    assertThat(explore(scenario, 50).result())
        .as("four waits and two completions are only due to the bounds")
        .isEqualTo(Explored.Result.NOT_FOUND);
  }

  @Test
  void aWaitThatNobodyWillEndIsFound() {
    Scenario scenario =
        of(
            """
        tasks {
          waits     { context = kthread, count = 2, times = 1, run = [ wait_for_completion c ] }
          completes { context = kthread, times = 1, run = [ complete c ] }
        }
        """);
    Explored explored = explore(scenario, 50);
    assertThat(explored.result()).isEqualTo(Explored.Result.FOUND);
    assertThat(explored.found().orElseThrow().ending().why()).contains("waits forever for c");
  }

  @Test
  void aSpinningScenarioIsGivenUpWithAWord() {
    Explored explored = explore(shipped("regressions/requeues-itself"), 50);
    assertThat(explored.result()).isEqualTo(Explored.Result.GAVE_UP);
    assertThat(explored.why()).contains("schedules without end").contains("kworker-0");
    assertThat(explored.schedules()).as("up to the third that did not end").isEqualTo(3);
  }

  @Test
  void schedulesWithoutEndAreToldWhereTheyAreTooFewToGiveUp() {
    Explored explored = explore(shipped("regressions/requeues-itself"), 2);
    assertThat(explored.result()).isEqualTo(Explored.Result.NOT_FOUND);
    assertThat(explored.why()).isEqualTo("2 of them did not end");
  }

  @Test
  void philosophersAreFound() {
    assertThat(explore(shipped(PHILOSOPHERS), 5).result()).isEqualTo(Explored.Result.FOUND);
  }
}
