package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who finalises a file, when, and under which stack. */
class ClosePathTest {

  private final Seen seen = new Seen();

  private FileSystem noting() {
    return fileSystem("disk").release(seen.at("release")).build();
  }

  @Test
  void kernelThreadsCloseIsFinalisedByAWorkerOneJiffyLater() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .kthread("k", open("f", "disk"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("closed", "release");
    assertThat(seen.one("closed").at()).isZero();
    assertThat(seen.one("release").at()).isEqualTo(4 * MS);
    assertThat(seen.one("release").task()).isEqualTo("kworker-0");
    assertThat(seen.one("release").stack())
        .containsExactly("disk_release", "__fput", "delayed_fput", "kthread");
  }

  @Test
  void nfsdThreadsCloseIsFinalisedByAWorkerToo() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .nfsd(1)
        .closedLoop("c", 1, "disk", new Dist.Fixed(SECOND), open("f", ""), close("f"))
        .run(SECOND + 5 * MS);
    assertThat(seen.one("release").at()).isEqualTo(SECOND + 4 * MS);
    assertThat(seen.one("release").task()).isEqualTo("kworker-0");
  }

  @Test
  void workerTakesTheNewestOfABatchFirstAndOneAtATime() {
    FileSystem slow =
        fileSystem("disk").release(seen.at("begin"), io(10 * MS), seen.at("end")).build();
    machine(ClosePolicy.DEFERRED)
        .mount("disk", slow)
        .kthread(
            "k",
            open("a", "disk"),
            open("b", "disk"),
            open("c", "disk"),
            close("a"),
            close("b"),
            close("c"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "begin", "end", "begin", "end");
    assertThat(seen.all("begin")).extracting(Sight::file).containsExactly(2, 1, 0);
    assertThat(seen.all("begin")).extracting(Sight::at).containsExactly(4 * MS, 14 * MS, 24 * MS);
  }

  @Test
  void filesPutWhileAWorkerIsBusyFormTheNextBatch() {
    FileSystem slow = fileSystem("disk").release(seen.at("begin"), io(20 * MS)).build();
    machine(ClosePolicy.DEFERRED)
        .mount("disk", slow)
        .kthread(
            "k",
            open("a", "disk"),
            open("b", "disk"),
            open("c", "disk"),
            close("a"),
            sleep(6 * MS),
            close("b"),
            close("c"))
        .run(SECOND);
    assertThat(seen.all("begin")).extracting(Sight::file).containsExactly(0, 2, 1);
    assertThat(seen.all("begin")).extracting(Sight::at).containsExactly(4 * MS, 24 * MS, 44 * MS);
  }

  @Test
  void oneHungFinaliserHoldsUpEveryLaterDeferredCloseOfTheMachine() {
    FileSystem hangs = fileSystem("fuse").release(waitForCompletion("daemon answers")).build();
    machine(ClosePolicy.DEFERRED)
        .mount("fuse", hangs)
        .mount("disk", noting())
        .kthread("k", open("h", "fuse"), close("h"))
        .kthreadAt(SECOND, "other", open("f", "disk"), close("f"))
        .run(100 * SECOND);
    assertThat(seen.all("release")).isEmpty();
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isEqualTo(2);
    assertThat(waitOf("kworker-0").resource().name()).isEqualTo("completion daemon answers");
  }

  @Test
  void synchronousCloseIsFinalisedInTheCallerBeforeItGoesOn() {
    FileSystem slow = fileSystem("disk").release(io(10 * MS), seen.at("release")).build();
    machine(ClosePolicy.SYNC)
        .mount("disk", slow)
        .kthread("k", open("f", "disk"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "closed");
    assertThat(seen.one("release").task()).isEqualTo("k");
    assertThat(seen.one("closed").at()).isEqualTo(10 * MS);
  }

  @ParameterizedTest
  @EnumSource(
      value = ClosePolicy.class,
      names = {"NFSD_SYNC", "NFSD_TASK_WORK"})
  void nfsdsOwnPoliciesLeaveOtherKernelThreadsDeferred(ClosePolicy policy) {
    machine(policy).mount("disk", noting()).kthread("k", open("f", "disk"), close("f")).run(SECOND);
    assertThat(seen.one("release").task()).isEqualTo("kworker-0");
  }

  @Test
  void nfsdSyncFinalisesFileCacheClosesInTheThreadAndOtherPutsInTheWorker() {
    machine(ClosePolicy.NFSD_SYNC)
        .mount("disk", noting())
        .nfsd(1)
        .closedLoop(
            "c",
            1,
            "disk",
            new Dist.Fixed(SECOND),
            open("a", ""),
            close("a"),
            open("b", ""),
            fput("b"))
        .run(SECOND + 5 * MS);
    assertThat(seen.all("release")).extracting(Sight::task).containsExactly("nfsd-0", "kworker-0");
  }

  @Test
  void nfsdTaskWorkRepliesBeforeItCloses() {
    FileSystem slow = fileSystem("disk").release(io(50 * MS), seen.at("release")).build();
    Tables tables =
        machine(ClosePolicy.NFSD_TASK_WORK)
            .mount("disk", slow)
            .nfsd(1)
            .closedLoop("c", 1, "disk", new Dist.Fixed(SECOND), open("f", ""), close("f"))
            .run(SECOND + 100 * MS);
    assertThat(seen.one("release").task()).isEqualTo("nfsd-0");
    assertThat(seen.one("release").inside("task_work_run")).isTrue();
    assertThat(seen.one("release").at()).isEqualTo(SECOND + 50 * MS);
    assertThat(tables.samples().of(Meters.RPC_LATENCY).snapshot().getMaxValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closeSystemCallIsFinalisedInTheCallerUnderEveryPolicy(ClosePolicy policy) {
    machine(policy)
        .mount("disk", noting())
        .user("u", open("f", "disk"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "closed");
    assertThat(seen.one("release").task()).isEqualTo("u");
  }

  @Test
  void usersOtherPutsRunAtReturnToUserModeNewestFirst() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .user(
            "u",
            open("a", "disk"),
            open("b", "disk"),
            fput("a"),
            fput("b"),
            io(30 * MS),
            seen.at("end of the call"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("end of the call", "release", "release");
    assertThat(seen.all("release")).extracting(Sight::file).containsExactly(1, 0);
    assertThat(seen.all("release")).allMatch(sight -> sight.inside("task_work_run"));
    assertThat(seen.all("release")).allMatch(sight -> sight.task().equals("u"));
  }

  @Test
  void putsDuringTaskWorkRunAfterThoseThatWereThere() {
    FileSystem lower = fileSystem("lower").release(seen.at("lower")).build();
    FileSystem overlay =
        fileSystem("overlay")
            .release(seen.at("upper"), open("real", "lower"), fput("real"))
            .build();
    machine(ClosePolicy.DEFERRED)
        .mount("lower", lower)
        .mount("overlay", overlay)
        .user("u", open("a", "overlay"), open("b", "overlay"), fput("a"), fput("b"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("upper", "upper", "lower", "lower");
  }

  @Test
  void taskThatNeverReturnsToUserModeKeepsItsClosesPending() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .user("u", open("a", "disk"), fput("a"), waitForCompletion("never"))
        .run(100 * SECOND);
    assertThat(seen.all()).isEmpty();
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isEqualTo(1);
  }

  @Test
  void explicitReturnToUserRunsTaskWorkThere() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .user("u", open("a", "disk"), fput("a"), returnToUser(), seen.at("back"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "back");
  }

  @Test
  void onlyTheLastReferenceFinalises() {
    machine(ClosePolicy.SYNC)
        .mount("disk", noting())
        .kthread(
            "k",
            open("f", "disk"),
            getFile("f"),
            close("f"),
            seen.at("still referenced"),
            fput("f"),
            seen.at("gone"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("still referenced", "release", "gone");
  }

  @Test
  void synchronousPutIsSynchronousForOneLevelOnly() {
    FileSystem lower = fileSystem("lower").release(seen.at("lower")).build();
    FileSystem overlay =
        fileSystem("overlay")
            .release(open("real", "lower"), fput("real"), seen.at("upper"))
            .build();
    machine(ClosePolicy.DEFERRED)
        .mount("lower", lower)
        .mount("overlay", overlay)
        .kthread("k", open("f", "overlay"), fputSync("f"))
        .run(SECOND);
    assertThat(seen.one("upper").task()).isEqualTo("k");
    assertThat(seen.one("upper").at()).isZero();
    assertThat(seen.one("lower").task()).isEqualTo("kworker-0");
    assertThat(seen.one("lower").at()).isEqualTo(4 * MS);
  }

  @Test
  void nestedCloseRunsInsideTheOuterOneWhereAllIsSynchronous() {
    FileSystem lower = fileSystem("lower").release(seen.at("lower")).build();
    FileSystem overlay =
        fileSystem("overlay")
            .release(open("real", "lower"), fput("real"), seen.at("upper"))
            .build();
    machine(ClosePolicy.SYNC)
        .mount("lower", lower)
        .mount("overlay", overlay)
        .kthread("k", open("f", "overlay"), close("f"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("lower", "upper");
    assertThat(seen.one("lower").stack())
        .containsExactly("lower_release", "__fput", "overlay_release", "__fput", "k", "kthread");
  }

  @ParameterizedTest
  @EnumSource
  void flushRunsInTheCloserUnderEveryPolicy(ClosePolicy policy) {
    FileSystem flushes = fileSystem("nfs").flush(io(5 * MS), seen.at("flush")).build();
    machine(policy)
        .mount("nfs", flushes)
        .kthread("k", open("f", "nfs"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("flush", "closed");
    assertThat(seen.one("flush").task()).isEqualTo("k");
    assertThat(seen.one("flush").stack())
        .containsExactly("nfs_flush", "filp_close", "k", "kthread");
  }

  @Test
  void flushDelayedFputFinalisesOthersFilesInItsCaller() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .kthread("k", open("a", "disk"), open("b", "disk"), close("a"), close("b"))
        .userAt(MS, "flusher", flushDelayedFput(), seen.at("flushed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "release", "flushed");
    assertThat(seen.all("release")).extracting(Sight::task).containsOnly("flusher");
    assertThat(seen.all("release")).extracting(Sight::file).containsExactly(1, 0);
    assertThat(seen.one("flushed").at()).isEqualTo(MS);
  }

  @Test
  void flushDelayedFputDoesNotWaitForABatchThatTheWorkerTook() {
    FileSystem slow = fileSystem("disk").release(io(SECOND), seen.at("release")).build();
    machine(ClosePolicy.DEFERRED)
        .mount("disk", slow)
        .kthread("k", open("a", "disk"), close("a"))
        .userAt(10 * MS, "flusher", flushDelayedFput(), seen.at("flushed"))
        .run(2 * SECOND);
    assertThat(seen.order()).containsExactly("flushed", "release");
    assertThat(seen.one("flushed").at()).isEqualTo(10 * MS);
  }

  @ParameterizedTest
  @EnumSource
  void fileHasTheSameReleaseTimeUnderEveryPolicy(ClosePolicy policy) {
    assertThat(serviceTimes(policy)).isEqualTo(serviceTimes(ClosePolicy.DEFERRED));
    assertThat(serviceTimes(policy)).doesNotHaveDuplicates().hasSize(50);
  }

  /** How long each of 50 files' evictions took, in the order of their opening. */
  private static List<Long> serviceTimes(ClosePolicy policy) {
    Seen seen = new Seen();
    FileSystem random =
        fileSystem("xfs")
            .alwaysEvict()
            .evict(seen.at("begin"), io(new Dist.Exp(2 * MS)), seen.at("end"))
            .build();
    machine(policy).mount("xfs", random).kthread("k", fiftyFiles()).run(10 * SECOND);
    long[] times = new long[50];
    seen.all("begin").forEach(sight -> times[sight.file()] -= sight.at());
    seen.all("end").forEach(sight -> times[sight.file()] += sight.at());
    return java.util.Arrays.stream(times).boxed().toList();
  }

  private static Step[] fiftyFiles() {
    Step[] steps = new Step[100];
    for (int i = 0; i < 50; i++) {
      steps[i] = open("f" + i, "xfs");
      steps[50 + i] = close("f" + i);
    }
    return steps;
  }

  @Test
  void dropInodeThatKeepsEvictsOnlyWhatIsUnlinked() {
    FileSystem keeps = fileSystem("ext4").evict(seen.at("evict")).build();
    machine(ClosePolicy.SYNC)
        .mount("ext4", keeps)
        .kthread(
            "k",
            open("a", "ext4"),
            close("a"),
            open("b", "ext4", "named"),
            close("b"),
            seen.at("linked ones closed"),
            open("c", "ext4"),
            unlink("c"),
            close("c"),
            open("d", "ext4", "named"),
            unlink("d"),
            close("d"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("linked ones closed", "evict", "evict");
    assertThat(seen.all("evict").get(0).stack())
        .startsWith("ext4_evict_inode", "evict", "iput", "__dentry_kill", "dput", "__fput");
  }

  @Test
  void sillyRenamedFileIsRemovedAtItsLastCloseAndOnlyThen() {
    FileSystem afs =
        fileSystem("afs")
            .sillyRename()
            .alwaysEvict()
            .dIput(seen.at("remove"))
            .evict(seen.at("evict"))
            .build();
    machine(ClosePolicy.SYNC)
        .mount("afs", afs)
        .kthread(
            "k",
            open("a", "afs"),
            close("a"),
            seen.at("linked one closed"),
            open("b", "afs", "shared"),
            open("c", "afs", "shared"),
            unlink("b"),
            close("b"),
            seen.at("first closed"),
            close("c"))
        .run(SECOND);
    assertThat(seen.order())
        .containsExactly("evict", "linked one closed", "first closed", "remove", "evict");
    assertThat(seen.one("remove").stack())
        .containsExactly("afs_d_iput", "__dentry_kill", "dput", "__fput", "k", "kthread");
  }

  @Test
  void openOfAnInodeThatIsBeingFreedWaitsUntilItIsGone() {
    FileSystem slow =
        fileSystem("ext4").evict(seen.at("evict"), io(30 * MS), seen.at("evicted")).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("ext4", slow)
            .kthread("k", open("a", "ext4", "x"), unlink("a"), close("a"))
            .userAt(MS, "u", open("b", "ext4", "x"), seen.at("opened"), close("b"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(waitOf("u").resource().name()).isEqualTo("I_FREEING(x)");
      assertThat(Machines.row("k").isHolding(waitOf("u").resource())).isTrue();
      booted.until(SECOND);
    }
    assertThat(seen.order()).containsExactly("evict", "evicted", "opened");
    assertThat(seen.one("opened").at()).isEqualTo(30 * MS);
  }

  @Test
  void whoRemovesASillyRenamedFileIsSeenToHoldUpThoseWhoOpenIt() {
    FileSystem afs =
        fileSystem("afs").sillyRename().dIput(waitForCompletion("server answers")).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("afs", afs)
            .kthread("k", open("a", "afs", "x"), unlink("a"), close("a"))
            .userAt(MS, "u", open("b", "afs", "x"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(Machines.row("k").isHolding(waitOf("u").resource())).isTrue();
    }
  }

  @Test
  void fileMaxRefusesAUserButNotAKernelThread() {
    machine(ClosePolicy.DEFERRED)
        .fileMax(1)
        .mount("disk", noting())
        .kthread("k", open("a", "disk"), open("b", "disk"), sleep(SECOND), close("a"), close("b"))
        .userAt(MS, "u", open("c", "disk"), getFile("c"), unlink("c"), close("c"), fput("c"))
        .run(500 * MS);
    assertThat(gauge(Meters.ENFILE).in()).isEqualTo(1);
    assertThat(gauge(Meters.OPEN_FILES).in()).isEqualTo(2);
  }

  @Test
  void pendingClosesCountTowardsFileMax() {
    machine(ClosePolicy.DEFERRED)
        .fileMax(1)
        .mount("disk", tmpfs())
        .kthread("k", open("a", "disk"), close("a"))
        .userAt(MS, "early", open("b", "disk"), close("b"))
        .userAt(10 * MS, "late", open("c", "disk"), close("c"))
        .run(SECOND);
    assertThat(gauge(Meters.ENFILE).in()).isEqualTo(1);
    assertThat(gauge(Meters.OPEN_FILES).in()).isEqualTo(2);
  }

  @Test
  void everyFinalisedFileIsCountedOutOnce() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .mount("disk", noting())
            .nfsd(4)
            .openLoop("c", "disk", new Dist.Exp(2 * MS), open("f", ""), close("f"))
            .run(10 * SECOND);
    assertThat(gauge(Meters.PENDING_CLOSES).in()).isGreaterThan(4000);
    assertThat(gauge(Meters.PENDING_CLOSES).out()).isEqualTo(seen.all("release").size());
    assertThat(tables.samples().of(Meters.CLOSE_LAG).snapshot().getTotalCount())
        .isEqualTo(seen.all("release").size());
  }

  @Test
  void fileClosedTwiceByNameFailsTheRun() {
    org.assertj.core.api.Assertions.assertThatExceptionOfType(
            org.fputlab.engine.sim.EmulatorFailure.class)
        .isThrownBy(
            () ->
                machine(ClosePolicy.SYNC)
                    .mount("disk", tmpfs())
                    .sharedFile("a", "disk")
                    .kthread("k", close("a"), open("b", "disk"), close("a"))
                    .run(SECOND))
        .withMessageContaining("more often than taken");
  }

  @Test
  void emptyPathsLeaveNoFrame() {
    machine(ClosePolicy.SYNC)
        .mount("disk", tmpfs())
        .kthread("k", open("f", "disk"), close("f"), seen.at("end"))
        .run(SECOND);
    assertThat(seen.one("end").stack()).containsExactly("k", "kthread");
    assertThat(Path.empty("x").isEmpty()).isTrue();
  }
}
