package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Gate;
import org.fputlab.engine.Reply;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Ungated;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunQueues;
import org.jspecify.annotations.Nullable;

/**
 * A thread of execution: an nfsd thread, a worker, a user process. The only thing in the emulated
 * kernel that blocks.
 *
 * <p>It takes one piece of work at a time and closes its gate while it runs it, so that work for a
 * blocked task stays in its mailbox. What it does is in {@link Execution} and {@link TaskCalls};
 * here is only when.
 */
public final class Task {

  /** What a task can be told. */
  public sealed interface Command extends Message {}

  /** Serve a call, or with {@code files} close those. */
  public record Run(
      org.fputlab.model.Path path, int mount, long key, @Nullable Resource serves, Items files)
      implements Command {}

  /**
   * Run a work item, on this processor unless that is {@link RunQueues#UNBOUND}, and where {@code
   * mount} is not null with this file of it.
   *
   * @param item what a flush of just this item waits for
   */
  public record RunWork(
      KernelSpec.Work work, Resource item, int cpu, int file, KernelSpec.@Nullable Mount mount)
      implements Command {}

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

  /** A fault: never run again, and give nothing back. */
  public enum Kill implements Command, Ungated {
    INSTANCE
  }

  /** The answer to what a task waits for; it says itself what comes of it. */
  public non-sealed interface Answer extends Command, Reply {

    /** Tells the task. */
    void tell(TaskCalls calls);

    /** Whether the task goes on with it; else another answer follows. */
    default boolean endsWait() {
      return true;
    }
  }

  /** What was asked for is the task's now, or has happened. */
  public enum Granted implements Answer {
    INSTANCE;

    @Override
    public void tell(TaskCalls calls) {
      calls.execution().granted();
    }
  }

  /** The time is over. */
  public enum Elapsed implements Answer, Foreseen {
    INSTANCE;

    @Override
    public void tell(TaskCalls calls) {
      calls.execution().goOn();
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
    public void tell(TaskCalls calls) {
      calls.execution().computedOn(cpu);
    }
  }

  /** The flush of an item finds it queued or running: {@link Granted} follows when it ends. */
  public record FlushFindsBusy(String work) implements Answer {
    @Override
    public void tell(TaskCalls calls) {
      calls.flushFindsBusy(work);
    }

    @Override
    public boolean endsWait() {
      return false;
    }
  }

  /** The flush of a queue waits for this item: {@link Granted} follows when it waits for none. */
  public record FlushWaitsFor(Resource item) implements Answer {
    @Override
    public void tell(TaskCalls calls) {
      calls.flushWaitsFor(item);
    }

    @Override
    public boolean endsWait() {
      return false;
    }
  }

  /** What dropping the dentry came to. */
  public enum DentryPut implements Answer {
    NOT_YET,
    KEPT,
    EVICT,
    SILLY_REMOVE;

    @Override
    public void tell(TaskCalls calls) {
      calls.closes().dentryPut(this);
    }
  }

  /**
   * What dropping the mount came to. Where it was attached, the file that held it has been freed;
   * where the mount table counts, whoever closes the file frees it at the end.
   */
  public enum MountPut implements Answer {
    ATTACHED,
    KEPT,
    CLEAN_UP_HERE,
    CLEAN_UP_LATER;

    @Override
    public void tell(TaskCalls calls) {
      calls.mounts().mountPut(this);
    }
  }

  /** What mount(2) or umount(2) came to. */
  public enum MountAnswer implements Answer {
    DONE,
    BUSY,
    NOT_MOUNTED;

    @Override
    public void tell(TaskCalls calls) {
      calls.mounts().answered(this);
    }
  }

  /** Files or mounts to put, in this order. */
  public record Batch(Items items) implements Answer {
    @Override
    public void tell(TaskCalls calls) {
      calls.lists().batch(items);
    }
  }

  /** What the unix garbage collector found, and whether it was started at all. */
  public record Garbage(boolean started, Batch files) implements Answer {
    @Override
    public void tell(TaskCalls calls) {
      calls.sockets().garbage(this);
    }
  }

  /** A server's reply, or that there will be none. */
  public record RpcDone(boolean timedOut) implements Answer, Foreseen {
    @Override
    public void tell(TaskCalls calls) {
      calls.rpcDone(timedOut);
    }
  }

  private final Engine engine;
  private final Owner owner;
  private final @Nullable Script script;
  private final Gate gate;
  private final Execution execution;
  private final TaskCalls calls;
  private final Behavior<Command> idle;
  private final Behavior<Command> running;
  private final List<ActorRef<? super Granted>> stoppers = new ArrayList<>();
  private final Pauses pauses = new Pauses();

  private Task(
      Engine engine,
      Directory directory,
      TaskSeat seat,
      @Nullable Script script,
      ActorContext<Command> context) {
    this.engine = engine;
    this.owner = new Owner(seat);
    this.script = script;
    this.gate = engine.gate(context);
    this.execution = new Execution(engine, directory, seat, context.getSelf());
    this.calls = new TaskCalls(engine, directory, execution);
    this.idle = idle();
    this.running = running();
    gate.close();
    gate.admit(1);
  }

  /** A task that is given its work. */
  public static Behavior<Command> create(Engine engine, Directory directory, TaskSeat seat) {
    return Behaviors.setup(context -> new Task(engine, directory, seat, null, context).idle);
  }

  /** A task with a script of its own. */
  public static Behavior<Command> create(
      Engine engine, Directory directory, TaskSeat seat, KernelSpec.TaskSpec script) {
    return Behaviors.setup(
        context -> {
          Task task = new Task(engine, directory, seat, new Script(script), context);
          engine.after(script.start(), context.getSelf(), RunScript.INSTANCE);
          return task.idle;
        });
  }

  private Behavior<Command> idle() {
    return Behaviors.receive(Command.class)
        .onMessage(Run.class, this::onRun)
        .onMessage(RunWork.class, this::onRunWork)
        .onMessage(RunScript.class, this::onRunScript)
        .onMessage(Stop.class, this::onStop)
        .onMessage(Pause.class, this::onPause)
        .onMessage(Resume.class, this::onResume)
        .onMessage(Kill.class, this::onKill)
        .build();
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Answer.class, this::onAnswer)
        .onMessage(Stop.class, this::onStop)
        .onMessage(Pause.class, this::onPause)
        .onMessage(Resume.class, this::onResume)
        .onMessage(Kill.class, this::onKill)
        .build();
  }

  private Behavior<Command> onRun(Run run) {
    calls.start(run);
    return proceed();
  }

  private Behavior<Command> onRunWork(RunWork run) {
    calls.start(run);
    return proceed();
  }

  private Behavior<Command> onRunScript(RunScript run) {
    if (script != null) {
      if (script.isOver(engine.now())) {
        return finished();
      }
      script.start(calls);
    }
    return proceed();
  }

  private Behavior<Command> onAnswer(Answer answer) {
    if (!pauses.areOver()) {
      pauses.holdBack(answer, execution);
      return Behaviors.same();
    }
    answer.tell(calls);
    return answer.endsWait() ? proceed() : running;
  }

  private Behavior<Command> proceed() {
    try {
      if (!execution.proceed(calls)) {
        return running;
      }
    } catch (RuntimeException broken) {
      engine.fail(broken);
      return running;
    }
    if (calls.lists().hasTaskWork()) {
      owner.replied();
      calls.returnToUser();
      return proceed();
    }
    return finished();
  }

  private Behavior<Command> finished() {
    execution.finish();
    calls.files().forget();
    if (!stoppers.isEmpty() || (script != null && script.isOver(engine.now()))) {
      owner.replied();
      return end();
    }
    owner.idle();
    if (script != null) {
      runAgain(script.pause(execution));
    }
    gate.admit(1);
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
    execution.end(TaskRow.State.EXITED);
    gate.open();
    owner.exited();
    stoppers.forEach(stopper -> stopper.tell(Granted.INSTANCE));
    return EndedTask.of(execution, owner);
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
      return stoppers.isEmpty() ? idle : end();
    }
    Answer answer = pauses.takeHeldBack();
    return answer == null ? running : onAnswer(answer);
  }

  private Behavior<Command> onKill(Kill kill) {
    engine.tables().journal().note(engine.now(), execution.seat().name(), "killed");
    if (execution.isIdle()) {
      return end();
    }
    execution.end(TaskRow.State.KILLED);
    gate.open();
    return EndedTask.of(execution, owner);
  }
}
