package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.engine.Tables;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who finalises a file, and when. */
class ClosePathTest {

  private final Seen seen = new Seen();

  private FileSystem noting() {
    return fileSystem("disk").release(seen.at("release")).build();
  }

  @Test
  void kernelThreadsCloseIsFinalisedByAWorkerAtTheNextTickButOne() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .kthread("k", open("f", "disk"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("closed", "release");
    assertThat(seen.one("closed").at()).isZero();
    assertThat(seen.one("release").at()).isEqualTo(8 * MS);
    assertThat(seen.one("release").task()).isEqualTo("kworker-0");
    assertThat(seen.one("release").stack())
        .containsExactly(
            "disk_release",
            "__fput",
            "delayed_fput",
            "process_one_work",
            "worker_thread",
            "kthread");
  }

  @Test
  void nfsdThreadsCloseIsFinalisedByAWorkerToo() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .nfsd(1)
        .closedLoop("c", 1, "disk", new Dist.Fixed(SECOND), open("f", ""), close("f"))
        .run(SECOND + 9 * MS);
    assertThat(seen.one("release").at()).isEqualTo(SECOND + 8 * MS);
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
    assertThat(seen.all("begin")).extracting(Sight::at).containsExactly(8 * MS, 18 * MS, 28 * MS);
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
            sleep(9 * MS),
            close("b"),
            close("c"))
        .run(SECOND);
    assertThat(seen.all("begin")).extracting(Sight::file).containsExactly(0, 2, 1);
    assertThat(seen.all("begin")).extracting(Sight::at).containsExactly(8 * MS, 28 * MS, 48 * MS);
  }

  @Test
  void closePutOffJustBeforeATickWaitsForTheTickAfterThat() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .kthreadAt(4 * MS - 1, "k", open("f", "disk"), close("f"))
        .run(SECOND);
    assertThat(seen.one("release").at()).isEqualTo(8 * MS);
  }

  @Test
  void closeAfterAFlushRidesAlongWithTheTimerThatTheFlushedOneStarted() {
    machine(ClosePolicy.DEFERRED)
        .mount("disk", noting())
        .kthread(
            "k",
            open("a", "disk"),
            open("b", "disk"),
            close("a"),
            flushDelayedFput(),
            sleep(6 * MS),
            close("b"))
        .run(SECOND);
    assertThat(seen.all("release")).extracting(Sight::task).containsExactly("k", "kworker-0");
    assertThat(seen.all("release")).extracting(Sight::at).containsExactly(0L, 8 * MS);
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
        .run(SECOND + 9 * MS);
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
}
