package org.fputlab.kernel;

import akka.actor.DeadLetter;
import akka.actor.UnhandledMessage;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.files.DelayedPut;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.locks.Drivers;
import org.fputlab.kernel.memory.Vm;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.kernel.nfsd.Clients;
import org.fputlab.kernel.nfsd.Lockd;
import org.fputlab.kernel.nfsd.Nfsd;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.processors.Cpus;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.sockets.UnixSockets;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * The guardian of one emulated kernel: it wires subsystems, tasks and clients together, and passes
 * faults on to them.
 *
 * <p>A message that nobody handles, and an actor that fails, end the run: in this kernel nothing
 * may vanish.
 */
public final class Kernel {

  /** What can be done to a running kernel. */
  public sealed interface Command extends Message, Ungated
      permits Vanished,
          OnServer,
          OnTask,
          PauseWork,
          ResumeWork,
          HoldLock,
          ReleaseLock,
          SlowDown,
          SpeedUp {}

  private record Vanished(String what) implements Command {}

  /** Puts a fault on a server, or lifts one. */
  public record OnServer(String server, RemoteServer.Command fault) implements Command {}

  /** Puts a fault on a task, or lifts one. */
  public record OnTask(String task, Task.Command fault) implements Command {}

  /** A fault: the work item does not run, or if it runs goes no further. */
  public record PauseWork(int fault, String work) implements Command {}

  /** The end of that fault. */
  public record ResumeWork(int fault, String work) implements Command {}

  /** A fault: somebody takes this lock exclusively and keeps it. */
  public record HoldLock(int fault, LockName lock) implements Command {}

  /** The end of that fault. */
  public record ReleaseLock(int fault) implements Command {}

  /** A fault: timed steps inside these functions, or of these words, take longer. */
  public record SlowDown(int fault, Set<String> functions, double factor) implements Command {}

  /** The end of that fault. */
  public record SpeedUp(int fault) implements Command {}

  /** The parts that a machine may have, by the names of their actors and of threads of theirs. */
  public static final List<String> PARTS =
      List.of(
          "cpus",
          "vfs",
          "mounts",
          "vm",
          "unix",
          "drivers",
          "workqueue",
          "delayed_fput",
          "delayed_mntput",
          "nfsd",
          "lockd",
          "kthreadd");

  private final Engine engine;
  private final KernelSpec spec;
  private final Directory directory;
  private final ActorContext<Command> context;

  private Kernel(Engine engine, KernelSpec spec, ActorContext<Command> context) {
    this.engine = engine;
    this.spec = spec;
    this.directory = new Directory(spec, engine.tables().tasks());
    this.context = context;
  }

  /** A machine as {@code spec} says, with everything that runs on it. */
  public static Behavior<Command> create(Engine engine, KernelSpec spec) {
    return Behaviors.setup(context -> new Kernel(engine, spec, context).booted());
  }

  private Behavior<Command> booted() {
    failOnVanishedMessages();
    spawnSubsystems();
    spec.tasks().forEach(this::spawnTasks);
    spec.clients().forEach(this::spawnClients);
    return Behaviors.receive(Command.class)
        .onMessage(Vanished.class, this::onVanished)
        .onMessage(OnServer.class, this::onServer)
        .onMessage(OnTask.class, this::onTask)
        .onMessage(PauseWork.class, this::onPauseWork)
        .onMessage(ResumeWork.class, this::onResumeWork)
        .onMessage(HoldLock.class, this::onHoldLock)
        .onMessage(ReleaseLock.class, this::onReleaseLock)
        .onMessage(SlowDown.class, this::onSlowDown)
        .onMessage(SpeedUp.class, this::onSpeedUp)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .build();
  }

  private void failOnVanishedMessages() {
    akka.event.EventStream stream = Adapter.toClassic(context.getSystem()).eventStream();
    ActorRef<DeadLetter> letters =
        context.messageAdapter(
            DeadLetter.class,
            letter -> new Vanished(letter.message() + " to " + letter.recipient().path().name()));
    ActorRef<UnhandledMessage> unhandled =
        context.messageAdapter(
            UnhandledMessage.class,
            letter -> new Vanished(letter.message() + " to " + letter.recipient().path().name()));
    stream.subscribe(Adapter.toClassic(letters), DeadLetter.class);
    stream.subscribe(Adapter.toClassic(unhandled), UnhandledMessage.class);
  }

  private void spawnSubsystems() {
    directory.cpus(spawn(Cpus.create(engine, spec), "cpus"));
    directory.vfs(spawn(Vfs.create(engine, directory), "vfs"));
    directory.mounts(spawn(MountTable.create(engine, directory), "mounts"));
    directory.vm(spawn(Vm.create(engine), "vm"));
    directory.sockets(spawn(UnixSockets.create(engine, directory), "unix"));
    directory.drivers(spawn(Drivers.create(engine, spec.semaphores()), "drivers"));
    directory.workqueue(spawn(Workqueue.create(engine, directory), "workqueue"));
    directory.delayedFput(
        spawn(DelayedPut.create(engine, directory, DelayedPut.FPUT_WORK), "delayed_fput"));
    directory.delayedMntput(
        spawn(DelayedPut.create(engine, directory, DelayedPut.MNTPUT_WORK), "delayed_mntput"));
    for (KernelSpec.Server server : spec.servers().values()) {
      directory.server(
          server.name(), spawn(RemoteServer.create(engine, directory, server), server.name()));
    }
    spec.nfsd()
        .ifPresent(nfsd -> directory.nfsd(spawn(Nfsd.create(engine, directory, nfsd), "nfsd")));
    spec.lockd()
        .ifPresent(lockd -> directory.lockd(spawn(Lockd.create(engine, directory), "lockd")));
  }

  private void spawnTasks(KernelSpec.TaskSpec task) {
    for (int i = 0; i < task.count() && !engine.isOver(); i++) {
      String name = task.count() == 1 ? task.name() : task.name() + "-" + i;
      TaskSeat seat = TaskSeat.scripted(name, task.name(), task.kthread());
      directory.task(name, spawn(Task.create(engine, directory, seat, task), name));
    }
  }

  private void spawnClients(KernelSpec.Client client) {
    int mount = new ArrayList<>(spec.mounts().keySet()).indexOf(client.mount());
    ActorRef<? super Rpc> service =
        client.service() == KernelSpec.Service.NFSD ? directory.nfsd() : directory.lockd();
    spawn(Clients.create(engine, client, mount, service), client.name());
  }

  private <M> ActorRef<M> spawn(Behavior<M> behavior, String name) {
    ActorRef<M> child = context.spawn(behavior, name, engine.gated());
    context.watch(child);
    return child;
  }

  private Behavior<Command> onVanished(Vanished news) {
    engine.fail(new IllegalStateException("a message vanished: " + news.what()));
    return Behaviors.same();
  }

  private Behavior<Command> onChildFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.stopped();
  }

  private Behavior<Command> onServer(OnServer fault) {
    directory.server(fault.server()).tell(fault.fault());
    return Behaviors.same();
  }

  private Behavior<Command> onTask(OnTask fault) {
    ActorRef<Task.Command> task = directory.task(fault.task());
    if (task != null) {
      task.tell(fault.fault());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onPauseWork(PauseWork fault) {
    directory.workqueue().tell(new Workqueue.PauseItem(fault.fault(), fault.work()));
    return Behaviors.same();
  }

  private Behavior<Command> onResumeWork(ResumeWork fault) {
    directory.workqueue().tell(new Workqueue.ResumeItem(fault.fault(), fault.work()));
    return Behaviors.same();
  }

  private Behavior<Command> onHoldLock(HoldLock fault) {
    String name = holder(fault.fault());
    Path script = new Path("hold_lock", holding(fault.lock(), name));
    spawnTasks(new KernelSpec.TaskSpec(name, true, 1, 0, Optional.empty(), 1, script));
    return Behaviors.same();
  }

  /** Takes the lock, of a counting semaphore all there is, until {@code released} completes. */
  private List<Step> holding(LockName lock, String released) {
    int units = spec.semaphores().getOrDefault(lock.word(), 1);
    Step take = new Step.Acquire(exclusively(lock), lock, false, false);
    Step give = new Step.Release("up", lock, false);
    List<Step> steps = new ArrayList<>(Collections.nCopies(units, take));
    steps.add(calls -> ((TaskCalls) calls).park(released));
    steps.addAll(Collections.nCopies(units, give));
    return steps;
  }

  /**
   * How such a lock is taken: in this kernel all that are not called mutex are rwsems but AFS's.
   */
  private String exclusively(LockName lock) {
    if (spec.semaphores().containsKey(lock.word())) {
      return "down";
    }
    boolean isMutex = lock.word().endsWith("mutex") || lock.word().startsWith("io_lock");
    return isMutex ? "mutex_lock" : "down_write";
  }

  private Behavior<Command> onReleaseLock(ReleaseLock fault) {
    directory.drivers().tell(new Drivers.Complete(holder(fault.fault()), false));
    return Behaviors.same();
  }

  private static String holder(int fault) {
    return "fault-" + fault;
  }

  private Behavior<Command> onSlowDown(SlowDown fault) {
    directory.slowdowns.slow(fault.fault(), fault.functions(), fault.factor());
    return Behaviors.same();
  }

  private Behavior<Command> onSpeedUp(SpeedUp fault) {
    directory.slowdowns.lift(fault.fault());
    return Behaviors.same();
  }
}
