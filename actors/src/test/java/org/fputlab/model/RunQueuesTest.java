package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Processors shared in time slices of 1.5 ms, looked at each tick of 4 ms. */
class RunQueuesTest implements RunQueues.Events<String> {

  private static final long MS = 1_000_000;
  private static final int ANY = RunQueues.UNBOUND;

  private record Alarm(long at, long order, int cpu, long token) {}

  private final List<String> over = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final Map<String, Long> goOn = new LinkedHashMap<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::order));
  private RunQueues<String> queues =
      new RunQueues<>(2, 1_500_000, 4 * MS, KernelVersion.parse("6.12"), this);
  private long now;
  private long order;

  @Override
  public void alarmAfter(long delay, int cpu, long token) {
    alarms.add(new Alarm(now + delay, order++, cpu, token));
  }

  @Override
  public void over(String task, int cpu) {
    over.add(task + " on " + cpu + " at " + now / 1000 + " us");
    ended.add(task);
  }

  private void until(long end) {
    while (!alarms.isEmpty() && alarms.element().at() <= end) {
      Alarm alarm = alarms.remove();
      now = alarm.at();
      queues.alarm(now, alarm.cpu(), alarm.token());
      ended.stream()
          .filter(goOn::containsKey)
          .forEach(task -> queues.request(now, task, goOn.getOrDefault(task, 0L), ANY));
      ended.clear();
    }
    now = end;
  }

  private long last(String task) {
    return over.stream().filter(each -> each.startsWith(task + " ")).count();
  }

  @Test
  void twoTasksRunOnTwoProcessorsAtATime() {
    queues.request(0, "a", MS, ANY);
    queues.request(0, "b", 2 * MS, ANY);
    until(10 * MS);
    assertThat(over).containsExactly("a on 0 at 1000 us", "b on 1 at 2000 us");
  }

  @Test
  void boundTaskWaitsForItsOwnProcessorThoughAnotherIsIdle() {
    queues.request(0, "a", 2 * MS, ANY);
    queues.request(0, "worker", MS, 0);
    until(10 * MS);
    assertThat(over).containsExactly("a on 0 at 2000 us", "worker on 0 at 3000 us");
  }

  @Test
  void taskThatGoesOnComputingKeepsItsProcessorUntilATick() {
    goOn.put("closer", 100_000L);
    queues.request(0, "closer", 100_000, ANY);
    until(2 * MS);
    queues.request(now, "worker", MS, 0);
    until(4 * MS);
    assertThat(last("worker")).isZero();
    until(6 * MS);
    assertThat(over).contains("worker on 0 at 5000 us");
  }

  @Test
  void preemptedTaskIsTakenByAnIdleProcessorAtTheNextTick() {
    goOn.put("closer", 100_000L);
    queues.request(0, "closer", 100_000, ANY);
    until(2 * MS);
    queues.request(now, "worker", 40 * MS, 0);
    until(8 * MS - 1);
    long before = last("closer");
    until(8 * MS + 200_000);
    assertThat(last("closer")).isGreaterThan(before);
    assertThat(over.get(over.size() - 1)).contains("closer on 1");
  }

  @Test
  void processorThatBecomesIdleTakesAWaitingTaskOfAnother() {
    queues.request(0, "a", MS, ANY);
    queues.request(0, "b", 3 * MS, ANY);
    queues.request(0, "c", MS, ANY);
    queues.request(0, "d", MS, ANY);
    until(10 * MS);
    assertThat(over)
        .containsExactly(
            "a on 0 at 1000 us", "c on 0 at 2000 us", "b on 1 at 3000 us", "d on 0 at 3000 us");
  }

  @Test
  void moreTasksThanProcessorsShareThemEvenly() {
    for (int i = 0; i < 8; i++) {
      goOn.put("t" + i, 10_000L);
      queues.request(0, "t" + i, 10_000, ANY);
    }
    until(320 * MS);
    for (int i = 0; i < 8; i++) {
      assertThat(last("t" + i)).isBetween(7_900L, 8_100L);
    }
    assertThat(over).hasSizeBetween(63_990, 64_010);
  }

  @Test
  void longComputationIsInterruptedAndGoesOnLater() {
    queues = new RunQueues<>(1, 1_500_000, 4 * MS, KernelVersion.parse("6.12"), this);
    queues.request(0, "long", 10 * MS, ANY);
    queues.request(0, "short", MS, ANY);
    until(20 * MS);
    assertThat(over).containsExactly("short on 0 at 5000 us", "long on 0 at 11000 us");
  }
}
