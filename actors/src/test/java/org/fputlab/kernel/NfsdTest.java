package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.mounts.MountPut;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** The threads and the file cache of the NFS server, and lockd. */
class NfsdTest {

  private final Seen seen = new Seen();

  private static Dist every(long nanos) {
    return new Dist.Fixed(nanos);
  }

  /** The most tasks that were between {@code begin} and {@code end} at one time. */
  private int mostAtATime() {
    int now = 0;
    int most = 0;
    for (Sight sight : seen.all()) {
      now += sight.what().equals("begin") ? 1 : -1;
      most = Math.max(most, now);
    }
    return most;
  }

  @Test
  void noMoreCallsAreServedAtATimeThanThereAreThreadsAndTheRestWaitInTheMailbox() {
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED)
            .mount("m", tmpfs())
            .nfsd(3)
            .closedLoop("c", 10, "m", every(SECOND), seen.at("begin"), io(SECOND), seen.at("end"))
            .boot()) {
      booted.until(SECOND + MS);
      assertThat(booted.tables().mailboxes().of("nfsd").depth()).isEqualTo(7);
      assertThat(booted.tables().mailboxes().of("nfsd").oldestAt()).isEqualTo(SECOND);
      booted.until(20 * SECOND);
    }
    assertThat(mostAtATime()).isEqualTo(3);
  }

  @Test
  void whoeverRunsWithoutBeingDeclaredHasAReservedName() {
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED).mount("m", tmpfs()).nfsd(2).lockd().boot()) {
      booted.until(SECOND);
      assertThat(booted.tables().mailboxes().all())
          .extracting(GatedQueue::owner)
          .filteredOn(owner -> !owner.matches("(nfsd|lockd)-\\d+|run-\\d+"))
          .isSubsetOf(Kernel.PARTS)
          .contains("vfs", "nfsd", "lockd", "delayed_mntput");
    }
  }

  @Test
  void everyCallOfAnOpenLoopIsServed() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .mount("m", tmpfs())
            .nfsd(4)
            .openLoop("c", "m", every(10 * MS), seen.at("call"), io(MS))
            .run(10 * SECOND + MS);
    assertThat(seen.all("call")).hasSize(1000);
    assertThat(tables.samples().of(Meters.RPC_LATENCY).snapshot().getTotalCount()).isEqualTo(1000);
  }

  @Test
  void threadThatWentIdleLastIsWokenFirst() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", tmpfs())
        .nfsd(4)
        .closedLoop("c", 1, "m", every(SECOND), seen.at("call"))
        .run(10 * SECOND);
    assertThat(seen.all("call"))
        .extracting(Sight::task)
        .hasSizeGreaterThan(5)
        .containsOnly("nfsd-3");
  }

  @Test
  void lockdServesOneRequestAtATime() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", tmpfs())
        .lockd()
        .lockClients("c", 5, every(SECOND), seen.at("begin"), io(SECOND), seen.at("end"))
        .run(20 * SECOND);
    assertThat(mostAtATime()).isEqualTo(1);
    assertThat(seen.all("begin")).extracting(Sight::task).containsOnly("lockd-0");
  }

  @Test
  void cachedFileGoesThroughLaundretteWorkerAndDelayedFput() {
    FileSystem disk = fileSystem("disk").release(seen.at("release")).build();
    machine(ClosePolicy.DEFERRED)
        .mount("m", disk)
        .nfsd(1)
        .kthread("k", open("f", "m"), nfsdFilePut("f"), seen.at("put"))
        .run(10 * SECOND);
    assertThat(seen.order()).containsExactly("put", "release");
    assertThat(seen.one("release").at()).isEqualTo(4 * SECOND + 8 * MS);
    assertThat(seen.one("release").inside("delayed_fput")).isTrue();
    assertThat(gauge(Meters.NFSD_DISPOSE).in()).isEqualTo(1);
    assertThat(gauge(Meters.NFSD_DISPOSE).depth()).isZero();
  }

  @Test
  void underNfsdSyncThreadsCloseCachedFilesEightInATurn() {
    FileSystem disk = fileSystem("disk").release(seen.at("release"), io(MS)).build();
    machine(ClosePolicy.NFSD_SYNC)
        .mount("m", disk)
        .nfsd(3)
        .kthread("k", filesIntoTheCache(20))
        .run(10 * SECOND);
    assertThat(seen.all("release")).hasSize(20);
    assertThat(seen.all("release")).allMatch(sight -> sight.inside("nfsd_file_net_dispose"));
    assertThat(countByTask()).containsExactlyInAnyOrder(8L, 8L, 4L);
  }

  private static Step[] filesIntoTheCache(int count) {
    Step[] steps = new Step[2 * count];
    for (int i = 0; i < count; i++) {
      steps[2 * i] = open("f" + i, "m");
      steps[2 * i + 1] = nfsdFilePut("f" + i);
    }
    return steps;
  }

  private List<Long> countByTask() {
    return seen.all("release").stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Sight::task, java.util.LinkedHashMap::new, java.util.stream.Collectors.counting()))
        .values()
        .stream()
        .toList();
  }

  @Test
  void threadServesACallBetweenTwoTurnsOfDisposing() {
    FileSystem disk = fileSystem("disk").release(seen.at("release"), io(MS)).build();
    machine(ClosePolicy.NFSD_SYNC)
        .mount("m", disk)
        .nfsd(1)
        .kthread("k", filesIntoTheCache(24))
        .openLoop("c", "m", every(4003 * MS), seen.at("call"))
        .run(4200 * MS);
    List<String> order = seen.order();
    assertThat(order).hasSize(25);
    assertThat(order.indexOf("call")).isEqualTo(8);
  }

  @Test
  void sharesOfTheDisposeListDoNotStarveCallsNorTheOtherWayRound() {
    FileSystem disk = fileSystem("disk").release(seen.at("release"), io(MS)).build();
    machine(ClosePolicy.NFSD_SYNC)
        .mount("m", disk)
        .nfsd(1)
        .kthread("k", filesIntoTheCache(80))
        .closedLoop("c", 1, "m", every(0), seen.at("call"), io(MS))
        .run(4 * SECOND + 89 * MS);
    assertThat(seen.all("release")).hasSizeBetween(72, 80);
    assertThat(seen.all("call").stream().filter(call -> call.at() >= 4 * SECOND).count())
        .isBetween(9L, 12L);
  }

  @Test
  void stoppedThreadFinishesItsCallAndNobodyServesItAgain() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .mount("m", tmpfs())
            .nfsd(2)
            .closedLoop("c", 2, "m", every(SECOND), seen.at("call"), io(SECOND), seen.at("served"))
            .userAt(1500 * MS, "admin", kthreadStop("nfsd"), seen.at("stopped"))
            .run(10 * SECOND);
    assertThat(seen.order()).containsExactly("call", "call", "served", "served", "stopped");
    assertThat(seen.one("stopped").at()).isEqualTo(2 * SECOND);
    assertThat(tables.samples().of(Meters.RPC_LATENCY).snapshot().getTotalCount()).isEqualTo(2);
    assertThat(Machines.row("nfsd-0").state()).isEqualTo(TaskRow.State.EXITED);
  }

  @Test
  void callsOutliveAThreadThatIsStopped() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", tmpfs())
        .nfsd(2)
        .openLoop("c", "m", every(100 * MS), seen.at("call"), io(150 * MS))
        .userAt(1020 * MS, "admin", kthreadStop("nfsd-0"), seen.at("stopped"))
        .run(10 * SECOND);
    assertThat(seen.all("call").stream().filter(call -> call.at() > 2 * SECOND))
        .hasSizeGreaterThan(30)
        .allMatch(call -> call.task().equals("nfsd-1"));
  }

  @Test
  void loopbackCallIsServedByAThreadOfTheSameMachine() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", tmpfs())
        .nfsd(2)
        .loopback("self", seen.at("served"), io(5 * MS))
        .user("u", rpc("self"), seen.at("answered"))
        .run(SECOND);
    assertThat(seen.one("served").task()).isEqualTo("nfsd-1");
    assertThat(seen.one("answered").at()).isEqualTo(5 * MS);
  }

  @Test
  void callerOfALoopbackCallIsSeenToWaitForTheThreadThatServesIt() {
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED)
            .mount("m", tmpfs())
            .nfsd(1)
            .loopback("self", io(SECOND))
            .user("u", rpc("self"))
            .boot()) {
      booted.until(MS);
      assertThat(waitOf("u").group()).isEqualTo("nfsd");
      assertThat(Machines.row("nfsd-0").isHolding(waitOf("u").resource())).isTrue();
      booted.until(2 * SECOND);
      assertThat(Machines.row("nfsd-0").holds()).hasSize(1);
    }
  }

  @Test
  void threadThatBreaksFailsTheRun() {
    Step broken =
        calls -> {
          throw new IllegalStateException("on purpose");
        };
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(
            () ->
                machine(ClosePolicy.DEFERRED)
                    .mount("m", tmpfs())
                    .nfsd(1)
                    .closedLoop("c", 1, "m", every(SECOND), broken)
                    .run(2 * SECOND))
        .withMessageContaining("on purpose");
  }

  @Test
  void threadThatBreaksOutsideItsStepsFailsTheRunToo() {
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(
            () -> {
              try (Machines.Booted booted =
                  machine(ClosePolicy.DEFERRED)
                      .mount("m", tmpfs())
                      .nfsd(1)
                      .closedLoop("c", 1, "m", every(SECOND), waitForCompletion("never"))
                      .boot()) {
                booted.until(2 * SECOND);
                booted.tell(new Kernel.OnTask("nfsd-0", MountPut.CLEAN_UP_LATER));
                booted.until(3 * SECOND);
              }
            });
  }
}
