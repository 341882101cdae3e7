package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.eventpoll;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eventpolls: what they watch, whose close waits for them, and what they wait for. */
class EpollTest {

  private final Seen seen = new Seen();

  private Machines machineOf(ClosePolicy policy, Step... poll) {
    return machine(policy)
        .mount("epolls", eventpoll())
        .mount("m", fileSystem("dev").poll(poll).release(seen.at("release")).build())
        .sharedFile("ep", "epolls")
        .sharedFile("f", "m");
  }

  @Test
  void watchedFileIsTakenOutBeforeItsRelease() {
    machineOf(ClosePolicy.DEFERRED, seen.at("poll"))
        .user(
            "u",
            epollAdd("ep", "f"),
            seen.at("added"),
            epollWait("ep"),
            close("f"),
            epollWait("ep"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("poll", "added", "poll", "release");
    assertThat(seen.all("poll").get(0).stack())
        .containsExactly(
            "dev_poll", "vfs_poll", "ep_insert", "do_epoll_ctl", "u", "entry_SYSCALL_64");
    assertThat(seen.all("poll").get(1).inside("ep_send_events")).isTrue();
  }

  @Test
  void anEventpollTakesNoReference() {
    machineOf(ClosePolicy.DEFERRED)
        .user("u", epollAdd("ep", "f"), fput("f"), returnToUser(), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "closed");
  }

  @Test
  void closeOfAWatchedFileWaitsForTheEventpollsMutex() {
    try (Machines.Booted booted =
        machineOf(ClosePolicy.DEFERRED, io(100 * MS))
            .user("watcher", epollAdd("ep", "f"))
            .userAt(10 * MS, "closer", close("f"))
            .boot()) {
      booted.until(50 * MS);
      assertThat(waitOf("closer").resource().name()).isEqualTo("ep_mtx(ep)");
      assertThat(row("watcher").isHolding(waitOf("closer").resource())).isTrue();
      assertThat(seen.all()).isEmpty();
      booted.until(SECOND);
    }
    assertThat(seen.one("release").at()).isEqualTo(100 * MS);
  }

  @Test
  void theMutexCanBeHeldByAFault() {
    Machines machine =
        machineOf(ClosePolicy.DEFERRED)
            .user("watcher", epollAdd("ep", "f"))
            .userAt(10 * MS, "closer", close("f"));
    try (Machines.Booted booted = machine.boot()) {
      booted.until(5 * MS);
      assertThat(NamedLocks.of(machine.spec()).names()).contains("ep_mtx(ep)");
      booted.tell(new Kernel.HoldLock(1, LockName.of("ep_mtx(ep)")));
      booted.until(50 * MS);
      Resource mutex = waitOf("closer").resource();
      assertThat(mutex.kind()).isEqualTo(Resource.Kind.MUTEX);
      assertThat(mutex.lockClass().name()).isEqualTo("&ep->mtx");
      assertThat(row("fault-1").isHolding(mutex)).isTrue();
      booted.tell(new Kernel.ReleaseLock(1));
      booted.until(SECOND);
    }
    assertThat(seen.one("release").at()).isEqualTo(50 * MS);
  }

  @Test
  void closeOfAnEventpollWaitsForItsMutexToo() {
    try (Machines.Booted booted =
        machineOf(ClosePolicy.DEFERRED, io(100 * MS))
            .user("watcher", epollAdd("ep", "f"))
            .userAt(10 * MS, "closer", close("ep"), seen.at("closed"))
            .boot()) {
      booted.until(50 * MS);
      assertThat(waitOf("closer").resource().name()).isEqualTo("ep_mtx(ep)");
      booted.until(SECOND);
    }
    assertThat(seen.one("closed").at()).isEqualTo(100 * MS);
  }

  private Machines twoEventpolls(String release) {
    return machineOf(ClosePolicy.DEFERRED, io(100 * MS))
        .kernel(release)
        .mount("quick", tmpfs())
        .user("watcher", epollAdd("ep", "f"))
        .userAt(10 * MS, "closer", close("f"))
        .userAt(
            20 * MS,
            "other",
            epollCreate("e", "epolls"),
            open("g", "quick"),
            epollAdd("e", "g"),
            close("g"),
            seen.at("other"));
  }

  @Test
  void until63EveryCloseOfAWatchedFileTakesTheGlobalMutex() {
    try (Machines.Booted booted = twoEventpolls("6.3").boot()) {
      booted.until(50 * MS);
      assertThat(waitOf("other").resource().name()).isEqualTo("epmutex");
      assertThat(row("closer").isHolding(waitOf("other").resource())).isTrue();
      booted.until(SECOND);
    }
    assertThat(seen.one("other").at()).isEqualTo(100 * MS);
  }

  @Test
  void since64ACloseWaitsOnlyForThoseThatWatchTheFile() {
    twoEventpolls("6.4").run(SECOND);
    assertThat(seen.one("other").at()).isEqualTo(20 * MS);
  }

  @Test
  void eventpollsMayNestButNotInALoop() {
    machineOf(ClosePolicy.DEFERRED, seen.at("poll"))
        .user(
            "u",
            epollCreate("inner", "epolls"),
            epollAdd("ep", "inner"),
            epollAdd("inner", "f"),
            epollAdd("inner", "ep"),
            seen.at("refused"),
            epollWait("ep"),
            close("inner"),
            epollWait("ep"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("poll", "refused", "poll");
    assertThat(seen.all("poll").get(1).inside("ep_eventpoll_poll")).isTrue();
    assertThat(notes()).anyMatch(note -> note.contains("epoll_ctl fails with ELOOP"));
  }

  private static java.util.List<String> notes() {
    return Machines.engine().tables().journal().events().stream().map(Object::toString).toList();
  }

  @Test
  void callsThatFailLeaveEverythingAsItWas() {
    machineOf(ClosePolicy.DEFERRED, seen.at("poll"))
        .mount("disk", tmpfs())
        .user(
            "u",
            epollCreate("none", "disk"),
            epollAdd("none", "f"),
            epollAdd("f", "ep"),
            epollDel("ep", "f"),
            epollAdd("ep", "f"),
            epollAdd("ep", "f"),
            epollDel("ep", "f"),
            epollWait("ep"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("poll");
    assertThat(notes())
        .anyMatch(note -> note.contains("epoll_create1 fails with EINVAL"))
        .anyMatch(note -> note.contains("epoll_ctl fails with EINVAL"))
        .anyMatch(note -> note.contains("epoll_ctl fails with ENOENT"))
        .anyMatch(note -> note.contains("epoll_ctl fails with EEXIST"));
  }

  @Test
  void since69APollHasAReferenceAndMayDropTheLast() {
    machineOf(ClosePolicy.DEFERRED, io(100 * MS))
        .kernel("6.9")
        .user("watcher", epollAdd("ep", "f"), seen.at("added"))
        .userAt(10 * MS, "closer", close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("closed", "added", "release");
    assertThat(seen.one("release").task()).isEqualTo("watcher");
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsFreedUnderEveryPolicy(ClosePolicy policy) {
    machine(policy)
        .mount("epolls", eventpoll())
        .mount("m", tmpfs())
        .kthread(
            "k",
            epollCreate("o", "epolls"),
            epollCreate("i", "epolls"),
            open("a", "m"),
            open("b", "m"),
            epollAdd("o", "i"),
            epollAdd("i", "a"),
            epollAdd("o", "a"),
            epollAdd("i", "b"),
            fput("a"),
            fput("i"),
            fput("b"),
            fput("o"))
        .run(SECOND);
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isZero();
  }
}
