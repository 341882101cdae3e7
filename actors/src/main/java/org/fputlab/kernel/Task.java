package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gate;
import org.fputlab.engine.Reply;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Ungated;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * A thread of execution: an nfsd thread, a worker, a user process. The only thing in the emulated
 * kernel that blocks.
 *
 * <p>It takes one piece of work at a time and closes its gate while it runs it, so that work for a
 * blocked task stays in its mailbox. What it does is in {@link Execution}; here is only when.
 */
public final class Task {

  /** What a task can be told. */
  public sealed interface Command
      permits Run, RunWork, RunScript, Stop, Pause, Resume, Kill, Answer {}

  /** Serve a call, or with {@code files} close those. */
  public record Run(
      org.fputlab.model.Path path, int mount, long key, @Nullable Resource serves, Items files)
      implements Command {}

  /** Run a work item. */
  public record RunWork(KernelSpec.Work work) implements Command {}

  /** Run the task's own script once more. */
  enum RunScript implements Command {
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
  public sealed interface Answer extends Command, Reply
      permits Granted,
          Elapsed,
          OpenAnswer,
          Put,
          DentryPut,
          MountPut,
          UmountAnswer,
          Batch,
          Garbage,
          RpcDone {

    /** Tells the task's execution. */
    void tell(Execution execution);

    /** Whether the task goes on with it; else another answer follows. */
    default boolean endsWait() {
      return true;
    }
  }

  /** What was asked for is the task's now, or has happened. */
  public enum Granted implements Answer {
    INSTANCE;

    @Override
    public void tell(Execution execution) {
      execution.granted();
    }
  }

  /** The time is over. */
  public enum Elapsed implements Answer {
    INSTANCE;

    @Override
    public void tell(Execution execution) {
      execution.goOn();
    }
  }

  /** How an open ended. */
  public sealed interface OpenAnswer extends Answer permits Opened, OpenRefused, InodeFreeing {}

  /** The file's number. */
  public record Opened(int file) implements OpenAnswer {
    @Override
    public void tell(Execution execution) {
      execution.closes().opened(file);
    }
  }

  /** {@code -ENFILE}, or {@code -ENOENT} on a detached mount. */
  public enum OpenRefused implements OpenAnswer {
    INSTANCE;

    @Override
    public void tell(Execution execution) {
      execution.closes().openRefused();
    }
  }

  /** The inode is being freed: {@link Opened} follows when it is gone. */
  public record InodeFreeing(String inode) implements OpenAnswer {
    @Override
    public void tell(Execution execution) {
      execution.closes().inodeFreeing(inode);
    }

    @Override
    public boolean endsWait() {
      return false;
    }
  }

  /** What dropping a reference came to. */
  public sealed interface Put extends Answer permits StillReferenced, PutLater, LastPut {}

  /** There is nothing for this task to do. */
  public enum StillReferenced implements Put {
    INSTANCE;

    @Override
    public void tell(Execution execution) {
      execution.closes().stillReferenced();
    }
  }

  /** It was the last, and goes on this task's task_work. */
  public record PutLater(int file, String inode, KernelSpec.Mount mount) implements Put {
    @Override
    public void tell(Execution execution) {
      execution.closes().putLater(this);
    }
  }

  /** It was the last, and this task runs {@code __fput} now. */
  public record LastPut(
      int file, int lower, long key, String inode, KernelSpec.Mount mount, DentryPut dentry)
      implements Put {
    @Override
    public void tell(Execution execution) {
      execution.closes().lastPut(this);
    }
  }

  /** What dropping the dentry came to. */
  public enum DentryPut implements Answer {
    NOT_YET,
    KEPT,
    EVICT,
    SILLY_REMOVE;

    @Override
    public void tell(Execution execution) {
      execution.closes().dentryPut(this);
    }
  }

  /** What dropping the mount came to. */
  public enum MountPut implements Answer {
    KEPT,
    CLEAN_UP_HERE,
    CLEAN_UP_LATER;

    @Override
    public void tell(Execution execution) {
      execution.closes().mountPut(this);
    }
  }

  /** What umount(2) came to. */
  public enum UmountAnswer implements Answer {
    DETACHED,
    BUSY,
    NOT_MOUNTED;

    @Override
    public void tell(Execution execution) {
      execution.umounted(this);
    }
  }

  /** Files or mounts to put, in this order. */
  public record Batch(Items items) implements Answer {

    static final Batch EMPTY = new Batch(Items.NONE);

    static Batch of(List<Integer> items) {
      return new Batch(Items.of(items));
    }

    @Override
    public void tell(Execution execution) {
      execution.closes().batch(items);
    }
  }

  /** What the unix garbage collector found, and whether it was started at all. */
  public record Garbage(boolean started, Batch files) implements Answer {

    static final Garbage NONE = new Garbage(false, Batch.EMPTY);

    @Override
    public void tell(Execution execution) {
      execution.garbage(this);
    }
  }

  /** A server's reply, or that there will be none. */
  public record RpcDone(boolean timedOut) implements Answer {
    @Override
    public void tell(Execution execution) {
      execution.rpcDone(timedOut);
    }
  }

  private final Engine engine;
  private final TaskSeat seat;
  private final KernelSpec.@Nullable TaskSpec script;
  private final ActorContext<Command> context;
  private final Gate gate;
  private final Execution execution;
  private final Behavior<Command> idle;
  private final Behavior<Command> running;
  private final WorkerNews.Idle idleNews;
  private long runs;
  private final List<ActorRef<? super Granted>> stoppers = new ArrayList<>();
  private @Nullable Answer heldBack;
  private final Set<Integer> pauses = new LinkedHashSet<>();

  private Task(
      Engine engine,
      Directory directory,
      TaskSeat seat,
      KernelSpec.@Nullable TaskSpec script,
      ActorContext<Command> context) {
    this.engine = engine;
    this.seat = seat;
    this.script = script;
    this.context = context;
    this.gate = engine.gate(context);
    this.execution = new Execution(engine, directory, seat, context.getSelf());
    this.idle = idle();
    this.running = running();
    this.idleNews = new WorkerNews.Idle(seat.number());
    gate.close();
    gate.admit(1);
  }

  /** A task that is given its work. */
  static Behavior<Command> create(Engine engine, Directory directory, TaskSeat seat) {
    return Behaviors.setup(context -> new Task(engine, directory, seat, null, context).idle);
  }

  /** A task with a script of its own. */
  static Behavior<Command> create(
      Engine engine, Directory directory, TaskSeat seat, KernelSpec.TaskSpec script) {
    return Behaviors.setup(
        context -> {
          Task task = new Task(engine, directory, seat, script, context);
          engine.after(script.start(), context.getSelf(), RunScript.INSTANCE);
          return task.idle;
        });
  }

  private Behavior<Command> idle() {
    return Behaviors.receive(Command.class)
        .onMessage(Run.class, this::onRun)
        .onMessage(RunWork.class, this::onRunWork)
        .onMessage(RunScript.class, this::onRunScript)
        .onMessage(Stop.class, this::onStopIdle)
        .onMessage(Pause.class, this::onPause)
        .onMessage(Resume.class, this::onResume)
        .onMessage(Kill.class, this::onKill)
        .build();
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Answer.class, this::onAnswer)
        .onMessage(Stop.class, this::onStopRunning)
        .onMessage(Pause.class, this::onPause)
        .onMessage(Resume.class, this::onResume)
        .onMessage(Kill.class, this::onKill)
        .build();
  }

  /** Whatever else comes to a thread that is gone is its owner's again. */
  private Behavior<Command> gone() {
    return Behaviors.receive(Command.class)
        .onMessage(Run.class, run -> onWorkForNobody())
        .onMessage(RunWork.class, run -> onWorkForNobody())
        .onMessage(Stop.class, this::onStopGone)
        .onMessage(Granted.class, this::onGrantedTooLate)
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  private Behavior<Command> onRun(Run run) {
    execution.start(run);
    return proceed();
  }

  private Behavior<Command> onRunWork(RunWork run) {
    execution.start(run.work());
    return proceed();
  }

  private Behavior<Command> onRunScript(RunScript run) {
    if (script != null) {
      execution.start(script.run(), runs++);
    }
    return proceed();
  }

  private Behavior<Command> onAnswer(Answer answer) {
    if (!pauses.isEmpty()) {
      heldBack = answer;
      if (answer == Granted.INSTANCE) {
        execution.takeGranted();
      }
      return Behaviors.same();
    }
    answer.tell(execution);
    return answer.endsWait() ? proceed() : running;
  }

  private Behavior<Command> proceed() {
    try {
      if (!execution.proceed()) {
        return running;
      }
    } catch (RuntimeException broken) {
      engine.fail(broken);
      return running;
    }
    if (execution.hasTaskWork()) {
      tellReplied();
      execution.returnToUser();
      return proceed();
    }
    return finished();
  }

  private void tellReplied() {
    if (seat.owner() != null) {
      seat.owner().tell(new WorkerNews.Replied(seat.number()));
    }
  }

  private Behavior<Command> finished() {
    execution.finish();
    boolean scriptOver = script != null && script.times() > 0 && runs >= script.times();
    if (!stoppers.isEmpty() || scriptOver) {
      tellReplied();
      return end();
    }
    if (seat.owner() != null) {
      seat.owner().tell(idleNews);
    } else if (script != null) {
      engine.after(execution.pauseBetweenRuns(script), context.getSelf(), RunScript.INSTANCE);
    }
    gate.admit(1);
    return idle;
  }

  private Behavior<Command> end() {
    execution.end(TaskRow.State.EXITED);
    gate.open();
    if (seat.owner() != null) {
      seat.owner().tell(new WorkerNews.Exited(seat.number()));
    }
    stoppers.forEach(stopper -> stopper.tell(Granted.INSTANCE));
    return gone();
  }

  private Behavior<Command> onStopIdle(Stop stop) {
    stoppers.add(stop.replyTo());
    return pauses.isEmpty() ? end() : Behaviors.same();
  }

  private Behavior<Command> onStopRunning(Stop stop) {
    stoppers.add(stop.replyTo());
    return Behaviors.same();
  }

  private Behavior<Command> onStopGone(Stop stop) {
    if (!execution.isKilled()) {
      stop.replyTo().tell(Granted.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onWorkForNobody() {
    if (seat.owner() != null && !execution.isKilled()) {
      seat.owner().tell(new WorkerNews.Exited(seat.number()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onGrantedTooLate(Granted granted) {
    execution.granted();
    return Behaviors.same();
  }

  private Behavior<Command> onPause(Pause pause) {
    if (pauses.add(pause.fault()) && pauses.size() == 1) {
      gate.close();
      execution.pause();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onResume(Resume resume) {
    if (!pauses.remove(resume.fault()) || !pauses.isEmpty()) {
      return Behaviors.same();
    }
    execution.resume();
    if (execution.isIdle()) {
      gate.admit(1);
      return stoppers.isEmpty() ? idle : end();
    }
    Answer answer = heldBack;
    heldBack = null;
    return answer == null ? running : onAnswer(answer);
  }

  private Behavior<Command> onKill(Kill kill) {
    engine.tables().journal().note(engine.now(), seat.name(), "killed");
    if (execution.isIdle()) {
      return end();
    }
    execution.end(TaskRow.State.KILLED);
    gate.open();
    return gone();
  }
}
