package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.sockfs;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in the queues of unix sockets. */
class SocketsTest {

  private final Seen seen = new Seen();
  private final FileSystem disk = fileSystem("disk").release(seen.at("release")).build();

  @Test
  void closedSocketPutsTheFilesInItsQueue() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .mount("sock", sockfs())
        .user(
            "u",
            open("f", "m"),
            open("s", "sock"),
            send("f", "s"),
            close("f"),
            seen.at("in flight"),
            close("s"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("in flight", "release");
    assertThat(seen.one("release").stack())
        .containsExactly(
            "disk_release",
            "__fput",
            "scm_destroy",
            "unix_release_sock",
            "sockfs_release",
            "__fput",
            "u",
            "entry_SYSCALL_64");
  }

  @ParameterizedTest
  @EnumSource
  void chainOfSocketsInSocketsIsClosedToItsEndUnderEveryPolicy(ClosePolicy policy) {
    machine(policy)
        .mount("m", disk)
        .mount("sock", sockfs())
        .kthread(
            "k",
            open("f", "m"),
            open("a", "sock"),
            open("b", "sock"),
            open("c", "sock"),
            send("f", "a"),
            send("a", "b"),
            send("b", "c"),
            close("f"),
            close("a"),
            close("b"),
            close("c"))
        .run(SECOND);
    assertThat(seen.all("release")).hasSize(1);
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isZero();
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
  }

  @Test
  void collectorFreesACycleThatNobodyCanReach() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .mount("sock", sockfs())
        .user(
            "u",
            open("f", "m"),
            open("a", "sock"),
            open("b", "sock"),
            send("f", "a"),
            send("a", "b"),
            send("b", "a"),
            close("f"),
            close("a"),
            close("b"),
            seen.at("leaked"),
            unixGc(),
            seen.at("collected"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("leaked", "release", "collected");
    assertThat(seen.one("release").inside("unix_gc")).isTrue();
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
  }

  @Test
  void closeOfAnySocketStartsTheCollectorWhereSocketsAreInFlight() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .mount("sock", sockfs())
        .user(
            "u",
            open("f", "m"),
            open("a", "sock"),
            open("other", "sock"),
            send("f", "a"),
            send("a", "a"),
            close("f"),
            close("a"),
            seen.at("leaked"),
            close("other"),
            seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("leaked", "release", "closed");
    assertThat(seen.one("release").inside("unix_gc")).isTrue();
    assertThat(seen.one("release").inside("unix_release_sock")).isTrue();
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
  }

  @Test
  void since610AWorkerFreesWhatTheCloserFreedBefore() {
    machine(ClosePolicy.DEFERRED)
        .kernel("6.10")
        .mount("m", disk)
        .mount("sock", sockfs())
        .user(
            "u",
            open("f", "m"),
            open("a", "sock"),
            open("other", "sock"),
            send("f", "a"),
            send("a", "a"),
            close("f"),
            close("a"),
            close("other"),
            seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("closed", "release");
    assertThat(seen.one("release").task()).startsWith("kworker-");
    assertThat(seen.one("release").at()).isBetween(6 * MS, 20 * MS);
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
  }

  @Test
  void since610SendersDoNotWaitForTheCollector() {
    FileSystem slow = fileSystem("disk").release(io(20 * MS)).build();
    machine(ClosePolicy.SYNC)
        .kernel("6.10")
        .mount("m", slow)
        .mount("sock", sockfs())
        .user(
            "u",
            open("f", "m"),
            open("a", "sock"),
            send("f", "a"),
            send("a", "a"),
            close("f"),
            close("a"),
            unixGc())
        .userAt(MS, "sender", open("s", "sock"), send("s", "s"), seen.at("sent"))
        .run(SECOND);
    assertThat(seen.one("sent").at()).isEqualTo(MS);
  }

  @Test
  void collectorKeepsWhatATaskStillHolds() {
    machine(ClosePolicy.SYNC)
        .mount("sock", sockfs())
        .user(
            "u",
            open("a", "sock"),
            open("b", "sock"),
            send("a", "b"),
            send("b", "a"),
            close("a"),
            unixGc(),
            seen.at("collected"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("collected");
    assertThat(gauge(Meters.OPEN_FILES).depth()).isEqualTo(2);
  }

  @Test
  void sendersWaitWhileTheCollectorRuns() {
    FileSystem slow = fileSystem("disk").release(io(20 * MS)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("m", slow)
            .mount("sock", sockfs())
            .user(
                "u",
                open("f", "m"),
                open("a", "sock"),
                send("f", "a"),
                send("a", "a"),
                close("f"),
                close("a"),
                unixGc())
            .userAt(MS, "sender", open("s", "sock"), send("s", "s"), seen.at("sent"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(waitOf("sender").resource().name()).isEqualTo("gc_in_progress");
      assertThat(row("u").isHolding(waitOf("sender").resource())).isTrue();
      booted.until(SECOND);
    }
    assertThat(seen.one("sent").at()).isEqualTo(20 * MS);
  }

  @Test
  void socketThatTheCollectorPutsMayStartTheCollectorAgain() {
    FileSystem sock = fileSystem("sockfs").release(unixRelease(), unixGc()).build();
    machine(ClosePolicy.SYNC)
        .mount("sock", sock)
        .user("u", open("a", "sock"), send("a", "a"), open("b", "sock"), close("a"), close("b"))
        .userAt(
            10 * MS,
            "sender",
            open("s", "sock"),
            open("t", "sock"),
            send("s", "t"),
            seen.at("sent"))
        .run(SECOND);
    assertThat(seen.all("sent")).extracting(Sight::at).containsExactly(10 * MS);
    assertThat(row("u").holds()).isEmpty();
  }

  @Test
  void socketThatTheScenarioDeclaresTakesFiles() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .mount("sock", sockfs())
        .sharedFile("plain", "m")
        .sharedFile("s", "sock")
        .user("u", send("plain", "s"), close("plain"), seen.at("in flight"), close("s"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("in flight", "release");
  }

  @Test
  void fileThatCouldNotBeOpenedIsNotSent() {
    machine(ClosePolicy.SYNC)
        .fileMax(1)
        .mount("m", tmpfs())
        .mount("sock", sockfs())
        .user(
            "u", open("s", "sock"), open("f", "m"), send("f", "s"), send("s", "f"), seen.at("end"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("end");
  }
}
