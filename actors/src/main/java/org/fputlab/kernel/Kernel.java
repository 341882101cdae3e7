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
import java.util.function.Consumer;
import java.util.function.Function;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.epoll.Epolls;
import org.fputlab.kernel.files.Files;
import org.fputlab.kernel.locks.LockCalls;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.memory.Memory;
import org.fputlab.kernel.mounts.Mounts;
import org.fputlab.kernel.nfsd.Nfs;
import org.fputlab.kernel.power.Power;
import org.fputlab.kernel.processors.Processors;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.servers.Servers;
import org.fputlab.kernel.sockets.Sockets;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Signals;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.TaskWork;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.Wiring;
import org.fputlab.kernel.words.Area;
import org.fputlab.kernel.words.Word;
import org.fputlab.kernel.workqueues.Workqueues;
import org.fputlab.model.Foresight;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Path;
import org.fputlab.model.RunLimits;
import org.fputlab.model.ServerRequest;
import org.fputlab.model.Signal;
import org.fputlab.model.Step;

/**
 * The guardian of one emulated kernel: it starts subsystems, tasks and clients, and passes faults
 * on to them.
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
          ToBeSignalled,
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

  /** A task will get a signal from outside, which the agenda calls {@code matter} until then. */
  public record ToBeSignalled(String task, Signal signal, String matter) implements Command {}

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

  /** The subsystems; each is made in this order, but after those that it needs. */
  private static final ReceiveTable<Kernel, Command> RUNNING =
      ReceiveTable.<Kernel, Command>rows()
          .onMessage(Vanished.class, Kernel::onVanished)
          .onMessage(OnServer.class, Kernel::onServer)
          .onMessage(OnTask.class, Kernel::onTask)
          .onMessage(ToBeSignalled.class, Kernel::onToBeSignalled)
          .onMessage(PauseWork.class, Kernel::onPauseWork)
          .onMessage(ResumeWork.class, Kernel::onResumeWork)
          .onMessage(HoldLock.class, Kernel::onHoldLock)
          .onMessage(ReleaseLock.class, Kernel::onReleaseLock)
          .onMessage(SlowDown.class, Kernel::onSlowDown)
          .onMessage(SpeedUp.class, Kernel::onSpeedUp)
          .onSignal(ChildFailed.class, Kernel::onChildFailed)
          .build();

  private static final List<Subsystem<?>> SUBSYSTEMS =
      List.of(
          Tasks.SUBSYSTEM,
          Processors.SUBSYSTEM,
          Locks.SUBSYSTEM,
          Workqueues.SUBSYSTEM,
          Files.SUBSYSTEM,
          Mounts.SUBSYSTEM,
          Memory.SUBSYSTEM,
          Sockets.SUBSYSTEM,
          Epolls.SUBSYSTEM,
          Nfs.SUBSYSTEM,
          Servers.SUBSYSTEM,
          Power.SUBSYSTEM);

  /** The words of the step language, area by area. */
  public static final List<Word> WORDS = all(Area::words);

  /** The parts that a machine may have, by the names of their actors and of threads of theirs. */
  public static final List<String> PARTS = all(Area::actors);

  /** The work items that every machine has. */
  public static final List<KernelSpec.Work> WORKS = all(Area::works);

  private static <T> List<T> all(Function<Area, List<T>> brought) {
    return SUBSYSTEMS.stream().map(Subsystem::area).map(brought).flatMap(List::stream).toList();
  }

  /** The lists of steps that every machine has. */
  public static final KernelPaths PATHS =
      new KernelPaths(
          Files.FPUT,
          Epolls.RELEASE_FILE,
          Mounts.CLEANUP_MNT,
          TaskWork.RUN,
          Nfs.NFSD_DISPOSE,
          WORKS);

  private final Engine engine;
  private final KernelSpec spec;
  private final ActorContext<Command> context;
  private final Tasks tasks;
  private final Locks locks;
  private final Workqueues workqueues;
  private final Servers servers;

  private Kernel(Machine machine, ActorContext<Command> context) {
    this.engine = machine.engine();
    this.spec = machine.spec();
    this.context = context;
    failOnVanishedMessages();
    Wiring made = new Wiring(SUBSYSTEMS, machine, this::spawn);
    this.tasks = made.the(Tasks.class);
    this.locks = made.the(Locks.class);
    this.workqueues = made.the(Workqueues.class);
    this.servers = made.the(Servers.class);
    spec.tasks().forEach(this::spawnTasks);
    made.the(Nfs.class).startClients();
  }

  /** A machine as {@code spec} says, with everything that runs on it. */
  public static Behavior<Command> create(Engine engine, KernelSpec spec) {
    return create(engine, spec, RunLimits.NONE);
  }

  /** The same whose tasks and clients come to rest. */
  public static Behavior<Command> create(Engine engine, KernelSpec spec, RunLimits limits) {
    return create(engine, spec, limits, asked -> {});
  }

  /**
   * The same of which other programs run some servers.
   *
   * @param elsewhere takes what is asked of those; what they answer comes from outside
   */
  public static Behavior<Command> create(
      Engine engine, KernelSpec spec, RunLimits limits, Consumer<ServerRequest> elsewhere) {
    return create(engine, new Foresight(spec), limits, elsewhere);
  }

  /** The same where it is known already what may come of all that it does. */
  public static Behavior<Command> create(
      Engine engine, Foresight foresight, RunLimits limits, Consumer<ServerRequest> elsewhere) {
    Machine machine = new Machine(engine, foresight, limits, elsewhere);
    return Behaviors.setup(context -> RUNNING.of(new Kernel(machine, context)));
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

  private void spawnTasks(KernelSpec.TaskSpec task) {
    for (int i = 0; i < task.count() && !engine.isOver(); i++) {
      String name = task.count() == 1 ? task.name() : task.name() + "-" + i;
      TaskSeat seat = TaskSeat.scripted(name, task.name(), task.kthread());
      tasks.name(name, spawn(tasks.create(seat, task), name));
    }
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
    servers.server(fault.server()).tell(fault.fault());
    return Behaviors.same();
  }

  private Behavior<Command> onToBeSignalled(ToBeSignalled news) {
    Signals.expect(engine, news.signal(), news.task(), news.matter());
    return Behaviors.same();
  }

  private Behavior<Command> onTask(OnTask fault) {
    if (fault.fault() instanceof Task.Signalled sent) {
      Signals.expect(engine, sent.signal(), fault.task(), sent.matter());
      engine.tables().tasks().withdrawProofs();
    }
    ActorRef<Task.Command> task = tasks.named(fault.task());
    if (task == null) {
      workqueues.onWorker(fault.task(), fault.fault());
    } else {
      task.tell(fault.fault());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onPauseWork(PauseWork fault) {
    workqueues.pause(fault.fault(), fault.work());
    return Behaviors.same();
  }

  private Behavior<Command> onResumeWork(ResumeWork fault) {
    workqueues.resume(fault.fault(), fault.work());
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
    Step take = new LockWords.Acquire(exclusively(lock), lock, false, false);
    Step give = new LockWords.Release("up", lock, false);
    List<Step> steps = new ArrayList<>(Collections.nCopies(units, take));
    steps.add(one -> one.the(LockCalls.class).park(released));
    steps.addAll(Collections.nCopies(units, give));
    return steps;
  }

  private String exclusively(LockName lock) {
    if (spec.semaphores().containsKey(lock.word())) {
      return "down";
    }
    return NamedLocks.of(spec).isMutex(lock) ? "mutex_lock" : "down_write";
  }

  private Behavior<Command> onReleaseLock(ReleaseLock fault) {
    locks.complete(holder(fault.fault()));
    return Behaviors.same();
  }

  private static String holder(int fault) {
    return "fault-" + fault;
  }

  private Behavior<Command> onSlowDown(SlowDown fault) {
    Task.SlowDown slow = new Task.SlowDown(fault.fault(), fault.functions(), fault.factor());
    tasks.tellAll(slow);
    workqueues.slowDown(slow);
    return Behaviors.same();
  }

  private Behavior<Command> onSpeedUp(SpeedUp fault) {
    Task.SpeedUp end = new Task.SpeedUp(fault.fault());
    tasks.tellAll(end);
    workqueues.speedUp(end);
    return Behaviors.same();
  }
}
