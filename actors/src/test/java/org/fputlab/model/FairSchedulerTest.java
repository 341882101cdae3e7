package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that compute and sleep by turns, on two processors with slices of 1.5 ms and HZ=250. */
class FairSchedulerTest implements RunQueues.Events<String> {

  private static final long MS = 1_000_000;
  private static final long US = 1_000;
  private static final long SECOND = 1000 * MS;
  private static final int ANY = RunQueues.UNBOUND;

  private record Rhythm(long computes, long sleeps, int bound) {}

  private record Due(long at, long order, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private final Map<String, Rhythm> tasks = new LinkedHashMap<>();
  private final Map<String, Integer> turns = new LinkedHashMap<>();
  private final Map<String, Long> firstEnd = new LinkedHashMap<>();
  private RunQueues<String> queues = machine("6.12");
  private long now;
  private long order;

  private RunQueues<String> machine(String kernel) {
    return new RunQueues<>(2, 1500 * US, 4 * MS, KernelVersion.parse(kernel), this);
  }

  @Override
  public void alarmAfter(long delay, int cpu, long token) {
    after(delay, () -> queues.alarm(now, cpu, token));
  }

  @Override
  public void over(String task, int cpu) {
    turns.merge(task, 1, Integer::sum);
    firstEnd.putIfAbsent(task, now);
    Rhythm rhythm = tasks.get(task);
    if (rhythm != null) {
      after(rhythm.sleeps(), () -> queues.request(now, task, rhythm.computes(), rhythm.bound()));
    }
  }

  private void after(long delay, Runnable what) {
    due.add(new Due(now + delay, order++, what));
  }

  private void start(String task, Rhythm rhythm) {
    tasks.put(task, rhythm);
    after(0, () -> queues.request(now, task, rhythm.computes(), rhythm.bound()));
  }

  private void until(long end) {
    while (!due.isEmpty() && due.element().at() <= end) {
      Due next = due.remove();
      now = next.at();
      next.what().run();
    }
    now = end;
  }

  private int turns(String task) {
    return turns.getOrDefault(task, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "6.6", "6.12"})
  void workerThatSleepsMostOfTheTimeHardlyWaitsForTasksThatNeverDo(String kernel) {
    queues = machine(kernel);
    for (int i = 0; i < 4; i++) {
      start("closer-" + i, new Rhythm(10 * US, 0, ANY));
    }
    start("worker", new Rhythm(3 * US, 165 * US, 0));
    until(SECOND);
    assertThat(turns("worker")).isBetween(4500, 5960);
    assertThat(turns("closer-0")).isGreaterThan(30_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "6.6", "6.12"})
  void whoeverWantsMoreThanItsShareGetsItsShare(String kernel) {
    queues = machine(kernel);
    for (int i = 0; i < 3; i++) {
      start("closer-" + i, new Rhythm(10 * US, 0, 0));
    }
    start("worker", new Rhythm(100 * US, 10 * US, 0));
    until(10 * SECOND);
    assertThat(turns("worker") * 100L * US).isBetween(2 * SECOND, 3 * SECOND);
  }

  @Test
  void wokenTaskThatHasHadItsShareWaitsForTheTickAtWhichTheSliceIsOver() {
    start("closer", new Rhythm(10 * US, 0, 0));
    until(5 * MS);
    start("worker", new Rhythm(MS, SECOND, 0));
    until(20 * MS);
    assertThat(firstEnd).containsEntry("worker", 9 * MS);
  }

  @Test
  void in61ASliceOfTwoTasksIsHalfALatencyOf12Ms() {
    queues = machine("6.1");
    start("closer", new Rhythm(10 * US, 0, 0));
    until(5 * MS);
    start("worker", new Rhythm(MS, SECOND, 0));
    until(20 * MS);
    assertThat(firstEnd).containsEntry("worker", 9 * MS);
  }

  @Test
  void in61AWokenTaskPreemptsIfItIsBehindByMoreThanTheWakeUpGranularity() {
    queues = machine("6.1");
    start("worker", new Rhythm(10 * US, 2 * MS, 0));
    start("closer", new Rhythm(10 * US, 0, 0));
    until(SECOND);
    assertThat(turns("worker")).isGreaterThan(450);
  }

  @Test
  void taskThatHadTooMuchWorksItsDebtOffAsleepSince612() {
    start("first", new Rhythm(3 * MS, 3 * MS, 0));
    start("second", new Rhythm(3 * MS, 3 * MS, 0));
    until(SECOND);
    assertThat(turns("first") + turns("second")).isBetween(310, 334);
    assertThat(Math.abs(turns("first") - turns("second"))).isLessThan(20);
  }

  @Test
  void runsAreTheSameEachTime() {
    workerThatSleepsMostOfTheTimeHardlyWaitsForTasksThatNeverDo("6.12");
    Map<String, Integer> once = new LinkedHashMap<>(turns);
    turns.clear();
    due.clear();
    now = 0;
    workerThatSleepsMostOfTheTimeHardlyWaitsForTasksThatNeverDo("6.12");
    assertThat(turns).isEqualTo(once);
  }
}
