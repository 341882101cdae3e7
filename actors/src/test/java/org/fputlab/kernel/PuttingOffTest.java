package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Tables;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it takes to put a close off, and ways of one's own to do so. */
class PuttingOffTest {

  private static final long US = 1_000;
  private static final KernelSpec.Costs COSTS = costs(0, KernelSpec.Interrupts.NONE);

  private final Seen seen = new Seen();
  private final FileSystem slow =
      fileSystem("disk").release(seen.at("begin"), io(10 * MS), seen.at("end")).build();

  private static KernelSpec.Costs costs(long coldAfter, KernelSpec.Interrupts interrupts) {
    return new KernelSpec.Costs(
        new Dist.Fixed(2 * US),
        new Dist.Fixed(10 * US),
        coldAfter,
        new Dist.Fixed(3 * US),
        new Dist.Fixed(20 * US),
        new Dist.Fixed(50 * US),
        interrupts);
  }

  private static Histogram closerWait(Tables tables) {
    return tables.samples().of(Meters.CLOSER_WAIT).snapshot();
  }

  @Test
  void onlyThePutThatFindsTheListEmptyPaysForTheTimer() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(COSTS)
            .mount("disk", slow)
            .kthread("k", open("a", "disk"), open("b", "disk"), fput("a"), fput("b"))
            .run(SECOND);
    assertThat(closerWait(tables).getTotalCount()).isEqualTo(2);
    assertThat(closerWait(tables).getMaxValue()).isBetween(12 * US, 12_010L);
    assertThat(closerWait(tables).getMinValue()).isEqualTo(2 * US);
  }

  @Test
  void timerCostsLessWhereItWasStartedNotLongAgo() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(costs(100 * MS, KernelSpec.Interrupts.NONE))
            .mount("disk", fileSystem("disk").build())
            .kthread(
                "k", open("a", "disk"), fput("a"), sleep(100 * MS), open("b", "disk"), fput("b"))
            .run(SECOND);
    long warm = 2 * US + Math.round(10 * US * (1 - 1 / Math.E));
    assertThat(closerWait(tables).getMaxValue()).isBetween(12 * US, 12_010L);
    assertThat(closerWait(tables).getMinValue()).isBetween(warm - 10, warm + 10);
  }

  @Test
  void interruptsDelayWhoeverComputes() {
    KernelSpec.Interrupts often = new KernelSpec.Interrupts(10, new Dist.Fixed(10 * US));
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(costs(0, often))
            .mount("disk", fileSystem("disk").build())
            .kthread("k", open("a", "disk"), fput("a"))
            .run(SECOND);
    assertThat(closerWait(tables).getMaxValue()).isGreaterThan(5 * MS);
  }

  @Test
  void putAfterAFlushDoesNotPayForTheTimerThatStillRuns() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(COSTS)
            .mount("disk", fileSystem("disk").build())
            .kthread(
                "k", open("a", "disk"), open("b", "disk"), fput("a"), flushDelayedFput(), fput("b"))
            .run(SECOND);
    assertThat(closerWait(tables).getMinValue()).isEqualTo(2 * US);
  }

  @Test
  void puttingOffTakesNothingOfTheFilesOwnRandomNumbers() {
    assertThat(releaseTimes(COSTS)).isEqualTo(releaseTimes(KernelSpec.Costs.NONE));
  }

  private static List<Long> releaseTimes(KernelSpec.Costs costs) {
    Seen seen = new Seen();
    FileSystem random =
        fileSystem("disk").release(seen.at("begin"), io(new Dist.Exp(MS)), seen.at("end")).build();
    machine(ClosePolicy.DEFERRED)
        .costs(costs)
        .mount("disk", random)
        .kthread("k", open("a", "disk"), fput("a"), sleep(SECOND), open("b", "disk"), fput("b"))
        .run(2 * SECOND);
    return List.of(
        seen.all("end").get(0).at() - seen.all("begin").get(0).at(),
        seen.all("end").get(1).at() - seen.all("begin").get(1).at());
  }

  @Test
  void boundedPutsAreFinalisedInPlaceOnceTooManyArePending() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", slow)
        .kthread(
            "k",
            open("a", "disk"),
            open("b", "disk"),
            open("c", "disk"),
            fputBounded(2, "a"),
            fputBounded(2, "b"),
            fputBounded(2, "c"))
        .run(SECOND);
    assertThat(seen.all("begin")).extracting(Seen.Sight::file).containsExactly(2, 1, 0);
    assertThat(seen.all("begin"))
        .extracting(Seen.Sight::task)
        .containsExactly("k", "kworker-0", "kworker-0");
  }

  @Test
  void filesHandedToAWorkAreFinalisedBySeveralWorkersAtATime() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(COSTS)
            .mount("disk", slow)
            .workOnFile("closer", fputSync("it"))
            .kthread(
                "k",
                open("a", "disk"),
                open("b", "disk"),
                queueWork("closer", "a"),
                queueWork("closer", "b"))
            .run(SECOND);
    assertThat(seen.all("end"))
        .extracting(Seen.Sight::at)
        .containsExactly(10 * MS + 53 * US, 10 * MS + 106 * US);
    assertThat(closerWait(tables).getMinValue()).isBetween(52_900L, 53 * US);
    assertThat(closerWait(tables).getMaxValue()).isBetween(53 * US, 53_100L);
    assertThat(closerWait(tables).getTotalCount()).isEqualTo(2);
  }

  @Test
  void whoQueuesWorkBehindAWorkerFetchesThePoolsLockFromIt() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .costs(COSTS)
            .mount("disk", slow)
            .workOnFile("closer", fputSync("it"))
            .kthread(
                "k",
                open("a", "disk"),
                open("b", "disk"),
                queueWork("closer", "a"),
                sleep(20 * MS),
                queueWork("closer", "b"))
            .run(SECOND);
    assertThat(closerWait(tables).getMinValue()).isBetween(52_900L, 53 * US);
    assertThat(closerWait(tables).getMaxValue()).isBetween(73 * US, 73_100L);
    assertThat(seen.all("end"))
        .extracting(Seen.Sight::at)
        .containsExactly(10 * MS + 53 * US, 30 * MS + (53 + 73) * US);
  }

  @Test
  void closeHandedToAWorkIsPendingUntilItIsDone() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .mount("disk", slow)
            .workOnFile("closer", sleep(20 * MS), fputSync("it"))
            .kthread("k", open("a", "disk"), queueWork("closer", "a"))
            .run(SECOND);
    Histogram lag = tables.samples().of(Meters.CLOSE_LAG).snapshot();
    assertThat(lag.getMaxValue()).isBetween(30 * MS, 30 * MS + 20 * US);
    assertThat(tables.gauges().of(Meters.PENDING_CLOSES).in()).isEqualTo(1);
    assertThat(tables.gauges().of(Meters.PENDING_CLOSES).depth()).isZero();
  }

  @Test
  void workerWaitsForTheSliceOfTheCloserWhoseProcessorItShares() {
    machine(ClosePolicy.DEFERRED)
        .cpus(2)
        .timeSlice(1500 * US)
        .mount("disk", fileSystem("disk").release(cpu(US), seen.at("release")).build())
        .kthread("k", cpu(MS), open("a", "disk"), fput("a"), cpu(100 * MS))
        .run(SECOND);
    assertThat(seen.one("release").at()).isEqualTo(12 * MS + US);
  }

  @Test
  void workerTakesWhatWasPutOffWhileItWaitedForItsProcessor() {
    machine(ClosePolicy.DEFERRED)
        .cpus(2)
        .timeSlice(1500 * US)
        .mount("disk", fileSystem("disk").release(cpu(US), seen.at("release")).build())
        .kthread(
            "k",
            cpu(MS),
            open("a", "disk"),
            fput("a"),
            cpu(8 * MS),
            open("b", "disk"),
            fput("b"),
            cpu(100 * MS))
        .run(SECOND);
    assertThat(seen.all("release")).extracting(Seen.Sight::file).containsExactly(1, 0);
  }

  @Test
  void workerThatHasTheProcessorTakesAllThatIsQueued() {
    machine(ClosePolicy.DEFERRED)
        .cpus(1)
        .timeSlice(1500 * US)
        .mount("disk", fileSystem("disk").release(cpu(US), seen.at("release")).build())
        .workOnFile("closer", fputSync("it"))
        .kthread(
            "k",
            open("a", "disk"),
            open("b", "disk"),
            open("c", "disk"),
            queueWork("closer", "a"),
            queueWork("closer", "b"),
            queueWork("closer", "c"),
            cpu(100 * MS))
        .run(SECOND);
    assertThat(seen.all("release")).extracting(Seen.Sight::file).containsExactly(0, 1, 2);
    assertThat(seen.all("release")).extracting(Seen.Sight::task).containsOnly("kworker-0");
  }

  /** Killed while it is idle, or while it waits for a processor: another takes what is queued. */
  @ParameterizedTest
  @ValueSource(longs = {50, 101})
  void anotherWorkerTakesWhatOneThatWasKilledLeaves(long killedAt) {
    Machines machine =
        machine(ClosePolicy.DEFERRED)
            .cpus(1)
            .timeSlice(1500 * US)
            .work("w", "events", seen.at("run"))
            .kthread("k", queueWork("w"), sleep(100 * MS), queueWork("w"), cpu(100 * MS));
    try (Machines.Booted booted = machine.boot()) {
      booted.until(killedAt * MS);
      booted.tell(new Kernel.OnTask("kworker-0", Task.Kill.INSTANCE));
      booted.until(SECOND);
    }
    assertThat(seen.all("run"))
        .extracting(Seen.Sight::task)
        .containsExactly("kworker-0", "kworker-1");
  }

  @Test
  void workerWaitsForNobodyWhereProcessorsAreNotShared() {
    machine(ClosePolicy.DEFERRED)
        .cpus(2)
        .mount("disk", fileSystem("disk").release(cpu(US), seen.at("release")).build())
        .kthread("k", cpu(MS), open("a", "disk"), fput("a"), cpu(100 * MS))
        .run(SECOND);
    assertThat(seen.one("release").at()).isEqualTo(8 * MS + US);
  }

  @Test
  void pacedTaskRunsAtEqualDistancesAndCatchesUp() {
    machine(ClosePolicy.DEFERRED)
        .paced("k", 10 * MS, 45 * MS, seen.at("run"), io(new Dist.Fixed(4 * MS)))
        .paced("late", 10 * MS, 45 * MS, seen.at("late"), io(new Dist.Fixed(15 * MS)))
        .run(SECOND);
    assertThat(seen.all("run"))
        .extracting(Seen.Sight::at)
        .containsExactly(0L, 10 * MS, 20 * MS, 30 * MS, 40 * MS);
    assertThat(seen.all("late")).extracting(Seen.Sight::at).containsExactly(0L, 15 * MS, 30 * MS);
  }
}
