package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Gate;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Reply;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Ungated;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunQueues;
import org.fputlab.model.Signal;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * A thread of execution: an nfsd thread, a worker, a user process. The only thing in the emulated
 * kernel that blocks.
 *
 * <p>It takes one piece of work at a time and closes its gate while it runs it, so that work for a
 * blocked task stays in its mailbox. What it does is in {@link Execution} and in what it carries
 * ({@link Running}); here is only when.
 */
public final class Task {

  /** What a task can be told. */
  public sealed interface Command extends Message {}

  /** Serve a call, or with {@code files} close those. */
  public record Run(
      org.fputlab.model.Path path, int mount, long key, @Nullable Resource serves, Items files)
      implements Command {}

  /**
   * Run a work item, on this processor unless that is {@link RunQueues#UNBOUND}, after what hands
   * it whatever it was given, if anything.
   *
   * @param item what a flush of just this item waits for
   * @param place what items wait for that are queued behind this one, if any may
   */
  public record RunWork(
      KernelSpec.Work work, Resource item, int cpu, @Nullable Step given, @Nullable Resource place)
      implements Command {}

  /**
   * {@code wake_up_process} of an idle worker: it is told as idle again when it has done these
   * steps on that processor.
   */
  public record Wake(org.fputlab.model.Path path, int cpu) implements Command {}

  /** Run the task's own script once more. */
  enum RunScript implements Command, Foreseen {
    INSTANCE
  }

  /** {@code kthread_stop}: end when the present work is done; {@link Granted} follows. */
  public record Stop(ActorRef<? super Granted> replyTo) implements Command, Ungated {}

  /** A fault: go no further. */
  public record Pause(int fault) implements Command, Ungated {}

  /** The end of that fault. */
  public record Resume(int fault) implements Command, Ungated {}

  /** A fault: timed steps inside these functions, or of these words, take longer. */
  public record SlowDown(int fault, Set<String> functions, double factor)
      implements Command, Ungated {}

  /** The end of that fault. */
  public record SpeedUp(int fault) implements Command, Ungated {}

  /**
   * A signal, which ends a wait that says so; a fatal one ends the task when it returns.
   *
   * @param matter what the agenda calls it until the task learns of it
   */
  public record Signalled(Signal signal, String matter) implements Command, Ungated {}

  /** Stand still where it may: {@link Freezing.Stands} follows, at once where it need not. */
  public record Freeze(int round, boolean kthreads, ActorRef<? super Freezing.Stands> replyTo)
      implements Command, Ungated {}

  /** {@code thaw_processes}. */
  public enum Thaw implements Command, Ungated {
    INSTANCE
  }

  /** A fault: never run again, and give nothing back. */
  public enum Kill implements Command, Ungated {
    INSTANCE
  }

  /** The answer to what a task waits for; it says itself what comes of it. */
  public non-sealed interface Answer extends Command, Reply {

    /** Tells the task. */
    void tell(Running task);

    /** Whether the task goes on with it; else another answer follows. */
    default boolean endsWait() {
      return true;
    }
  }

  /** What was asked for is the task's now, or has happened. */
  public enum Granted implements Answer {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.execution().granted();
    }
  }

  /** It is not to be had: a trylock found it taken, or a timer ended the wait. */
  public enum Refused implements Answer {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.execution().callEnded(false);
      task.execution().goOn();
    }
  }

  /** Its next step, where others may come in between two. */
  enum NextStep implements Answer, Foreseen {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.execution().goOn();
    }
  }

  /** The time is over. */
  public enum Elapsed implements Answer, Foreseen {
    INSTANCE;

    @Override
    public void tell(Running task) {
      task.execution().goOn();
    }
  }

  /** The processor time is used, on this processor. */
  public record Computed(int cpu) implements Answer, Foreseen {

    /** On one of several that nobody tells apart. */
    public static final Computed SOMEWHERE = new Computed(RunQueues.UNBOUND);

    public static Computed on(int cpu) {
      return new Computed(cpu);
    }

    @Override
    public void tell(Running task) {
      task.execution().computedOn(cpu);
    }
  }

  private static final ReceiveTable<Task, Command> IDLE =
      atAnyTime()
          .onMessage(Run.class, Task::onRun)
          .onMessage(RunWork.class, Task::onRunWork)
          .onMessage(Wake.class, Task::onWake)
          .onMessage(RunScript.class, Task::onRunScript)
          .build();

  private static final ReceiveTable<Task, Command> RUNNING =
      atAnyTime().onMessage(Answer.class, Task::onAnswer).build();

  /** What it hears whether or not it has work. */
  private static ReceiveTable.Rows<Task, Command> atAnyTime() {
    return ReceiveTable.<Task, Command>rows()
        .onMessage(Stop.class, Task::onStop)
        .onMessage(Pause.class, Task::onPause)
        .onMessage(Resume.class, Task::onResume)
        .onMessage(SlowDown.class, Task::onSlowDown)
        .onMessage(SpeedUp.class, Task::onSpeedUp)
        .onMessage(Signalled.class, Task::onSignalled)
        .onMessage(Freeze.class, Task::onFreeze)
        .onMessage(Thaw.class, Task::onThaw)
        .onMessage(Kill.class, Task::onKill);
  }

  private final Engine engine;
  private final Owner owner;
  private final @Nullable Script script;
  private final Gate gate;
  private final Execution execution;
  private final Running task;
  private final Behavior<Command> idle;
  private final Behavior<Command> running;
  private final List<ActorRef<? super Granted>> stoppers = new ArrayList<>();
  private final Pauses pauses = new Pauses();
  private final Signals signals;
  private final Freezing freezing;

  /** It waits for a processor, and has no work yet. */
  private boolean wakes;

  private Task(
      Machine machine,
      Carried carried,
      TaskSeat seat,
      @Nullable Script script,
      ActorContext<Command> context) {
    this.engine = machine.engine();
    this.owner = new Owner(seat);
    this.script = script;
    this.gate = engine.gate(context);
    this.execution = new Execution(machine, seat, context.getSelf());
    this.task = new Running(execution, carried);
    this.signals = task.the(Signals.class);
    this.freezing = task.the(Freezing.class);
    this.idle = IDLE.of(this);
    this.running = RUNNING.of(this);
    gate.ownerMayBlock();
    gate.close();
    gate.admit(1);
  }

  /** A task that is given its work, or with {@code script} has a program of its own. */
  static Behavior<Command> create(
      Machine machine, Carried carried, TaskSeat seat, KernelSpec.@Nullable TaskSpec script) {
    return Behaviors.setup(
        context -> {
          if (machine.engine().isOver()) {
            return Behaviors.stopped();
          }
          Script program =
              script == null ? null : new Script(script, seat.name(), machine.limits());
          Task task = new Task(machine, carried, seat, program, context);
          if (script != null && program != null && !program.rests()) {
            machine.engine().after(script.start(), context.getSelf(), RunScript.INSTANCE);
          }
          return task.idle;
        });
  }

  private Behavior<Command> onRun(Run run) {
    task.the(Batches.class).startCall(run.files());
    execution.start(run);
    return proceed();
  }

  private Behavior<Command> onRunWork(RunWork run) {
    execution.start(run.work(), run.item(), run.cpu(), run.place());
    Step given = run.given();
    if (given != null) {
      given.run(task);
    }
    return proceed();
  }

  private Behavior<Command> onWake(Wake wake) {
    wakes = true;
    execution.wake(wake.path(), wake.cpu());
    return proceed();
  }

  private Behavior<Command> onRunScript(RunScript run) {
    if (script != null) {
      if (script.isOver(engine)) {
        return finished();
      }
      script.start(execution);
    }
    return proceed();
  }

  private Behavior<Command> onAnswer(Answer answer) {
    if (!pauses.areOver()) {
      pauses.holdBack(answer, execution);
      return Behaviors.same();
    }
    answer.tell(task);
    return answer.endsWait() ? proceed() : running;
  }

  private Behavior<Command> proceed() {
    try {
      if (!execution.proceed(task)) {
        freezeIfDue();
        return running;
      }
    } catch (RuntimeException broken) {
      engine.fail(broken);
      return running;
    }
    if (!task.the(TaskWork.class).isEmpty()) {
      owner.replied();
      task.call(TaskWork.RUN);
      return proceed();
    }
    return finished();
  }

  private Behavior<Command> finished() {
    wakes = false;
    execution.finish();
    task.forget();
    signals.returnsToUser();
    if (isToEnd() || (script != null && script.isOver(engine))) {
      owner.replied();
      return end();
    }
    owner.idle();
    if (script != null && !script.rests()) {
      runAgain(script.pause(execution));
    }
    gate.admit(1);
    freezeIfDue();
    return idle;
  }

  /** Without a pause the task does not sleep, and may keep its processor. */
  private void runAgain(long pause) {
    if (pause > 0) {
      engine.after(pause, execution.self(), RunScript.INSTANCE);
    } else {
      execution.self().tell(RunScript.INSTANCE);
    }
  }

  private Behavior<Command> end() {
    freezing.ends();
    execution.end(TaskRow.State.EXITED);
    gate.open();
    owner.exited();
    stoppers.forEach(stopper -> stopper.tell(Granted.INSTANCE));
    return EndedTask.of(execution, owner);
  }

  private boolean isToEnd() {
    return !stoppers.isEmpty() || signals.isKilled();
  }

  private Behavior<Command> onStop(Stop stop) {
    stoppers.add(stop.replyTo());
    return execution.isIdle() && pauses.areOver() ? end() : Behaviors.same();
  }

  private Behavior<Command> onPause(Pause pause) {
    if (pauses.begin(pause.fault())) {
      gate.close();
      execution.pause();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onResume(Resume resume) {
    if (!pauses.end(resume.fault())) {
      return Behaviors.same();
    }
    execution.resume();
    if (execution.isIdle()) {
      gate.admit(1);
      return isToEnd() ? end() : idle;
    }
    signals.endWait();
    freezeIfDue();
    Answer answer = pauses.takeHeldBack();
    return answer == null ? running : onAnswer(answer);
  }

  private Behavior<Command> onSlowDown(SlowDown fault) {
    task.the(Slowness.class).slow(fault.fault(), fault.functions(), fault.factor());
    return Behaviors.same();
  }

  private Behavior<Command> onSpeedUp(SpeedUp end) {
    task.the(Slowness.class).lift(end.fault());
    return Behaviors.same();
  }

  private Behavior<Command> onSignalled(Signalled news) {
    signals.receive(news.signal());
    engine.tables().agenda().done(news.matter());
    engine.tables().journal().note(engine.now(), execution.seat().name(), "gets " + news.signal());
    return execution.isIdle() && isToEnd() && pauses.areOver() ? end() : Behaviors.same();
  }

  private Behavior<Command> onFreeze(Freeze freeze) {
    if (freezing.begin(freeze, !pauses.areOver())) {
      stop();
    }
    return Behaviors.same();
  }

  private void freezeIfDue() {
    if (pauses.areOver() && freezing.isDue()) {
      stop();
    }
  }

  private void stop() {
    pauses.begin(Freezing.FREEZER);
    gate.close();
    execution.freeze();
    freezing.stops();
  }

  private Behavior<Command> onThaw(Thaw thaw) {
    return freezing.thaws() ? onResume(new Resume(Freezing.FREEZER)) : Behaviors.same();
  }

  private Behavior<Command> onKill(Kill kill) {
    engine.tables().journal().note(engine.now(), execution.seat().name(), "killed");
    if (execution.isIdle() || wakes) {
      return end();
    }
    execution.end(TaskRow.State.KILLED);
    gate.open();
    return EndedTask.of(execution, owner);
  }
}
