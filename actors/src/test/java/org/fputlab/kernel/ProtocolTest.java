package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.eventpoll;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.sockfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Steps.*;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.engine.sim.Timing;
import org.fputlab.kernel.locks.CompletionWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.memory.PageWords;
import org.fputlab.kernel.mounts.FreezeWords;
import org.fputlab.kernel.power.PowerWords;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.SignalWords;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Branch;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.ServerRequest;
import org.fputlab.model.Signal;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every message of every actor is sent in a machine where everything happens, and none is left
 * unhandled: an unhandled message fails a run.
 */
class ProtocolTest {

  private static final String ONLY_WHEN_BROKEN = "Vanished";

  /** The order of a plain run, where others may come in between two steps of a task. */
  private static final Strategy EXPLORING =
      new Strategy() {
        @Override
        public int choose(Choices open) {
          return 0;
        }

        @Override
        public Timing explores() {
          return Timing.DRAWN;
        }
      };

  private static final ServerRequest ASKED =
      new ServerRequest("home", 0, 1_000_000, "REMOVE", 7, 2);

  /** Messages that the engine delivered, by class. */
  private final Set<Class<?>> delivered = new LinkedHashSet<>();

  /** A machine on which everything happens that the step language can say. */
  static Machines busy(ClosePolicy policy) {
    FileSystem afs =
        fileSystem("afs")
            .server("home")
            .sillyRename()
            .alwaysEvict()
            .flush(cpu(MS))
            .release(downWrite("i_rwsem(inode)"), io(MS), upWrite("i_rwsem(inode)"))
            .dIput(rpc("server"))
            .evict(io(new Dist.Exp(MS)))
            .killSb(io(MS))
            .build();
    FileSystem plain = fileSystem("plain").build();
    return machine(policy)
        .cpus(2)
        .timeSlice(MS / 2)
        .fileMax(200)
        .mount("afs", afs)
        .mount("plain", plain)
        .mount("sock", sockfs())
        .mount("epolls", eventpoll())
        .mount("gone", afs)
        .mount("gone-too", plain)
        .internalMount("internal", afs)
        .bindMount("bound", "plain")
        .sharedFile("shared", "plain", "x")
        .server("home", 2, new Dist.Exp(MS), MS, 20 * SECOND)
        .loopback("self", open("l", "plain"), close("l"))
        .daemon("daemon", 2, Map.of(), io(4 * SECOND))
        .user("asks", rpc("daemon"), rpc("daemon"), rpc("daemon"))
        .nfsd(3)
        .lockd()
        .semaphore("daemons", 2)
        .semaphore("none", 1)
        .user(
            "waits",
            new CompletionWords.WaitForCompletion("never", Sleeping.INTERRUPTIBLE),
            new LockWords.Acquire("mutex_lock_killable", lock("kept"), false, Sleeping.KILLABLE))
        .user("keeps", mutexLock("kept"), waitForCompletion("never"), mutexUnlock("kept"))
        .task(
            "asks-home",
            false,
            1,
            0,
            Optional.of(new Dist.Fixed(MS)),
            0,
            new ServerWords.Rpc("home", "OP", true, false))
        .user("allocates", new PageWords.AllocPage(Branch.NONE), new PageWords.FreePage())
        .userAt(
            20 * SECOND,
            "suspends",
            new PowerWords.FreezeProcesses("freeze_kernel_threads", true, Branch.NONE),
            sleep(MS),
            new PowerWords.ThawProcesses())
        .userAt(30 * SECOND, "signals", new SignalWords.SendSig(Signal.SIGKILL, "asks-home"))
        .kthread("takes-all", down("none"), downTrylock("none", branch(cpu(MS), up("none"))))
        .work("w", "drivers", io(MS))
        .workOnFile("closer", fputSync("it"))
        .costs(queueingTakes(1_000))
        .kthread("freezer", new FreezeWords.Freeze("plain"), new FreezeWords.Thaw("plain"))
        .kthread("puts-off", queueDelayedWork("w", MS), sleep(20 * MS), queueDelayedWork("w", MS))
        .kthread(
            "takes-back",
            modDelayedWork("w", MS),
            flushDelayedWork("w"),
            cancelDelayedWork("w"),
            queueWork("w"),
            sleep(MS / 2),
            cancelDelayedWorkSync("w"))
        .kthread(
            "polls",
            epollCreate("e", "epolls"),
            epollCreate("o", "epolls"),
            open("f", "afs"),
            epollAdd("e", "f"),
            epollAdd("o", "e"),
            epollWait("o", "app"),
            epollDel("o", "e"),
            fput("f"),
            fput("e"),
            fput("o"))
        .kthread("bounded", open("f", "plain"), fputBounded(1000, "f"))
        .kthread("hands-over", open("f", "plain"), queueWork("closer", "f"))
        .openLoop("open", "afs", new Dist.Exp(20 * MS), open("f", ""), unlink("f"), close("f"))
        .kthread("byName", unlinkByName("afs", "gone"))
        .closedLoop("closed", 4, "plain", new Dist.Exp(10 * MS), open("f", ""), nfsdFilePut("f"))
        .lockClients(
            "locks",
            2,
            new Dist.Exp(30 * MS),
            downWrite("nlm_file_mutex"),
            io(MS),
            upWrite("nlm_file_mutex"))
        .task("user", false, 3, 0, Optional.of(new Dist.Exp(20 * MS)), 0, everythingAUserDoes())
        .task(
            "thread",
            true,
            2,
            0,
            Optional.of(new Dist.Exp(50 * MS)),
            0,
            open("f", "afs", "y"),
            getFile("f"),
            fput("f"),
            fputSync("f"),
            queueWork("w"),
            flushWork("w"))
        .user(
            "holder",
            open("a", "gone"),
            open("b", "internal"),
            sleep(SECOND),
            close("a"),
            close("b"))
        .kthread("holds-too", open("a", "gone"), sleep(2 * SECOND), close("a"))
        .kthread("idle", sleep(1500 * MS))
        .userAt(
            500 * MS,
            "admin",
            umountLazy("gone"),
            umountLazy("internal"),
            umountLazy("bound"),
            umount("gone-too"),
            retry(MS, mount("gone-too")),
            umount("plain"),
            kthreadStop("idle"),
            kthreadStop("nfsd-0"))
        .userAt(3 * SECOND, "putter", fput("shared"));
  }

  private static Step[] everythingAUserDoes() {
    return new Step[] {
      open("f", "afs", "x"),
      mmap("f", "app"),
      pageFault("app"),
      munmap("f", "app"),
      close("f"),
      open("g", "plain"),
      open("s", "sock"),
      open("t", "sock"),
      send("g", "s"),
      send("s", "t"),
      send("t", "s"),
      fput("g"),
      close("s"),
      close("t"),
      unixGc(),
      flushDelayedFput(),
      down("daemons"),
      cpu(MS),
      up("daemons"),
      downTrylock("daemons", branch(up("daemons"), cpu(MS))),
      rpc("self"),
      flushWorkqueue("drivers"),
      complete("c"),
      waitForCompletion("c"),
      waitAtMost("never", MS, branch(cpu(MS), io(MS))),
      returnToUser()
    };
  }

  private static List<Kernel.Command> faults() {
    return List.of(
        new Kernel.OnServer("home", new RemoteServer.Hang(1)),
        new Kernel.OnServer("home", new RemoteServer.Lift(1)),
        new Kernel.OnServer("home", new RemoteServer.Slow(1, 3)),
        new Kernel.OnServer("home", new RemoteServer.Lose(1, 0.5, 1, 0)),
        new Kernel.OnServer("home", new RemoteServer.CutOff(2, true)),
        new Kernel.OnServer("home", new RemoteServer.Unheard(2, 0)),
        new Kernel.OnServer("home", new RemoteServer.Asked(ASKED)),
        new Kernel.OnTask("nfsd-1", new Task.Pause(1)),
        new Kernel.PauseWork(1, "delayed_fput_work"),
        new Kernel.HoldLock(7, new LockName("i_rwsem", "x")),
        new Kernel.SlowDown(1, Set.of("evict"), 2),
        new Kernel.ResumeWork(1, "delayed_fput_work"),
        new Kernel.ReleaseLock(7),
        new Kernel.SpeedUp(1),
        new Kernel.OnTask("nfsd-1", new Task.Resume(1)),
        new Kernel.OnTask("kworker-0", new Task.Pause(8)),
        new Kernel.OnTask("kworker-0", new Task.Resume(8)),
        new Kernel.OnServer("home", new RemoteServer.Lift(2)),
        new Kernel.OnServer("daemon", new RemoteServer.Crash(9)),
        new Kernel.OnServer("home", new RemoteServer.Crash(3)),
        new Kernel.OnTask("user-1", Task.Kill.INSTANCE),
        new Kernel.ToBeSignalled("waits", Signal.SIGKILL, "later"),
        new Kernel.OnTask("waits", new Task.Signalled(Signal.SIGUSR1, "now")),
        new Kernel.OnTask("waits", new Task.Signalled(Signal.SIGKILL, "later")));
  }

  private void run(ClosePolicy policy, Strategy strategy) {
    run(busy(policy), strategy);
  }

  private void run(Machines machine, Strategy strategy) {
    try (Machines.Booted booted = machine.boot(strategy)) {
      booted.run().onDelivery(message -> delivered.add(message.getClass()));
      List<Kernel.Command> faults = faults();
      for (int i = 0; i < faults.size(); i++) {
        Kernel.Command fault = faults.get(i);
        booted.run().at((1L + i) * 1300 * MS, () -> booted.tell(fault));
      }
      booted.until(40 * SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMessageIsLeftUnhandledUnderAnyPolicy(ClosePolicy policy) {
    run(policy, Strategy.fifo());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noMessageIsLeftUnhandledInAnyOrder(long seed) {
    run(ClosePolicy.DEFERRED, Strategy.random(seed));
  }

  private static KernelSpec.Costs queueingTakes(long nanos) {
    Dist none = new Dist.Fixed(0);
    return new KernelSpec.Costs(
        none, none, 0, new Dist.Fixed(nanos), none, none, KernelSpec.Interrupts.NONE);
  }

  @Test
  void everyMessageOfEveryActorIsAmongThoseSent() {
    for (ClosePolicy policy : ClosePolicy.values()) {
      run(policy, Strategy.random(policy.word().length()));
    }
    run(busy(ClosePolicy.DEFERRED).kernel("6.9"), Strategy.fifo());
    run(busy(ClosePolicy.DEFERRED).kernel("6.14"), Strategy.fifo());
    run(ClosePolicy.SYNC, EXPLORING);
    List<String> neverSent =
        protocol().stream()
            .filter(message -> !delivered.contains(message))
            .map(Class::getSimpleName)
            .toList();
    assertThat(protocol()).hasSizeGreaterThan(60);
    assertThat(neverSent).containsExactly(ONLY_WHEN_BROKEN);
  }

  /** Every message of the kernel, wherever it stands. */
  private static List<Class<?>> protocol() {
    List<Class<?>> messages = new ArrayList<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.fputlab.kernel")
            .stream()
            .filter(type -> type.isAssignableTo(Message.class) && !type.isInterface())
            .forEach(type -> messages.add(type.reflect()));
    return messages;
  }
}
