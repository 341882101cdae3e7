package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.Standstill;
import org.fputlab.engine.StepsHeard;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.model.Calls;
import org.fputlab.model.Closer;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.RunQueues;
import org.fputlab.model.Step;
import org.fputlab.model.StepText;
import org.jspecify.annotations.Nullable;

/**
 * What one task is in the middle of: its stack of paths, and what it holds and waits for, as its
 * row in the task table shows. It interprets the steps; what each does is in the areas.
 */
public final class Execution {

  private final Engine engine;
  private final ActorLog log;
  private final Machine machine;
  private final TaskSeat seat;
  private final ActorRef<Task.Command> self;
  private final TaskRow row;
  private final Waits waits;
  private final Standstill standstill;
  private final StepsHeard steps;
  private final Draws draws;
  private final PathStack stack;
  private final Asked asked;
  private long items;
  private final Frame bottom;
  private final InHand inHand;
  private int callMount;
  private StandIns standIns = StandIns.NONE;
  private @Nullable Wait pausedIn;
  private final Atomic atomic;
  private boolean idle = true;
  private boolean callSucceeded = true;
  private int cpu = RunQueues.UNBOUND;
  private int bound = RunQueues.UNBOUND;

  Execution(Machine machine, TaskSeat seat, ActorRef<Task.Command> self) {
    this.engine = machine.engine();
    this.log = new ActorLog(engine, seat.subsystem(), seat.name());
    this.machine = machine;
    this.seat = seat;
    this.self = self;
    this.row =
        engine.tables().tasks().register(seat.name(), seat.group(), seat.closer().isKthread());
    this.atomic = new Atomic(engine, row);
    this.standstill = engine.tables().standstill();
    this.steps = engine.tables().steps();
    this.waits = new Waits(engine.tables().tasks(), machine.spec().unvalidated());
    this.draws = new Draws(engine.seed(), seat.name());
    this.stack = new PathStack(row);
    this.asked = new Asked(row);
    this.bottom = Frame.push(null, seat.closer().isKthread() ? "kthread" : "entry_SYSCALL_64");
    this.inHand = new InHand(row, waits, bottom);
    row.hold(waits.thread(seat.name()), false, 0);
    row.mayBring(machine.outlook().of(seat));
    row.idle(engine.now());
  }

  public Machine machine() {
    return machine;
  }

  // What the task tells it

  void start(Task.Run run) {
    callMount = run.mount();
    draws.begin(run.key());
    begin(run.path());
    inHand.serves(run.serves(), engine.now());
  }

  /** Runs a work item; see {@link InHand#works}. */
  void start(KernelSpec.Work work, Resource item, int boundTo, @Nullable Resource among) {
    bound = boundTo;
    items++;
    draws.beginNumbered(machine.limits().isAny() ? items : engine.now());
    idle = false;
    inHand.works(work, item, among, engine.now());
    push(work.run());
  }

  void wake(Path path, int boundTo) {
    bound = boundTo;
    begin(path);
  }

  void start(Path script, long run) {
    draws.beginNumbered(run);
    begin(script);
  }

  private void begin(Path path) {
    idle = false;
    row.run();
    row.frame(bottom);
    push(path);
  }

  /**
   * Does steps until the task sleeps; returns whether there is nothing left to do. Where others may
   * come in between, as preemption lets them, they do after each step that they can tell of.
   */
  boolean proceed(Calls calls) {
    boolean interrupted = engine.interruptsTasks();
    long sent = engine.sent();
    for (Step step = stack.next(); step != null; step = stack.next()) {
      if (log.isTracing() && step instanceof Record told) {
        log.trace(row.frame(), told.toString());
      }
      if (!goesOn(step) || !step.run(calls)) {
        return false;
      }
      if (interrupted && engine.sent() > sent && !isAtEnd(calls)) {
        self.tell(Task.NextStep.INSTANCE);
        return false;
      }
    }
    return true;
  }

  /**
   * Has others come in between here, where they may: the next step looks at what they have told the
   * task.
   */
  boolean giveWay() {
    if (engine.interruptsTasks()) {
      self.tell(Task.NextStep.INSTANCE);
      return false;
    }
    return true;
  }

  /** Whether what is left is the end of a script, which nobody can tell of. */
  private boolean isAtEnd(Calls calls) {
    return stack.isAtEnd() && seat.owner() == null && calls.the(TaskWork.class).isEmpty();
  }

  /** Whether the run goes on, now that a further step is taken. */
  private boolean goesOn(Step step) {
    if (standstill.isLookedAt() && step instanceof Record written) {
      standstill.note(row, StepText.of(step, written));
    }
    if (steps.areHeard() && step instanceof Record written) {
      steps.tell(row, () -> StepText.of(step, written));
    }
    return standstill.step();
  }

  /** The work is over: nothing may be left of it. */
  void finish() {
    inHand.over();
    if (machine.countsUnits()) {
      waits.leaveUnits(row);
    }
    row.frame(null);
    idle = true;
    row.idle(engine.now());
  }

  void end(TaskRow.State how) {
    if (how == TaskRow.State.EXITED) {
      row.drop(waits.thread(seat.name()));
    }
    row.end(how, engine.now());
  }

  boolean isIdle() {
    return idle;
  }

  public boolean isKilled() {
    return row.state() == TaskRow.State.KILLED;
  }

  void pause() {
    pausedIn = row.waitsFor();
    row.block(waits.pause(seat.name()), false, Sleep.UNINTERRUPTIBLE, null, engine.now());
  }

  /** In {@code TASK_FROZEN}, which khungtaskd skips (kernel/hung_task.c, v6.6). */
  void freeze() {
    pausedIn = row.waitsFor();
    row.block(Freezing.thaw(engine.tables().tasks()), true, Sleep.IDLE, null, engine.now());
  }

  void resume() {
    if (isIdle()) {
      row.idle(engine.now());
    } else if (pausedIn != null) {
      row.blockAgain(pausedIn);
    } else {
      row.run();
    }
    pausedIn = null;
  }

  // What answers and paths tell it

  void granted() {
    takeGranted();
    goOn();
  }

  /** Has what it asked for from now on, though it may not be able to go on yet. */
  void takeGranted() {
    asked.given(engine.now());
    pausedIn = null;
  }

  public void goOn() {
    asked.over();
    if (!isKilled()) {
      row.run();
    }
  }

  /** What it was last put to sleep for and has not been given, or null. */
  public @Nullable Resource awaited() {
    return asked.what();
  }

  /** Sleeps until an answer comes; returns false, as a step does that is not done. */
  public boolean block(
      Resource resource, boolean shared, boolean hold, Sleep how, @Nullable String group) {
    if (resource.kind().ordered()) {
      row.asks(resource, shared, engine.now());
    }
    return blockUnasked(resource, shared, hold, how, group);
  }

  /** The same where lockdep is not told, or is told later, that the task asks for it. */
  public boolean blockUnasked(
      Resource resource, boolean shared, boolean hold, Sleep how, @Nullable String group) {
    if (how != Sleep.SPINNING) {
      atomic.mightSleep();
    }
    asked.sleepsFor(resource, shared, hold);
    row.blockUnasked(resource, shared, how, group, engine.now());
    if (log.isOn()) {
      log.debug(row.frame(), "waits for " + resource + (shared ? ", shared" : ""));
    }
    return false;
  }

  /** Sleeps no longer than until then. */
  public boolean blockUntil(long moment) {
    row.blockUntil(moment);
    return false;
  }

  /**
   * Is given {@code resource} at once, or refused it: it does not sleep until it learns which, and
   * lockdep is not told that it asks.
   */
  public boolean tries(Resource resource, boolean shared) {
    asked.tries(resource, shared);
    return false;
  }

  /** Goes on sleeping, since when it began, for something more particular. */
  public void blockOn(Resource resource) {
    Wait wait = row.waitsFor();
    if (wait != null) {
      asked.sleepsMorePreciselyFor(resource);
      row.blockAgain(
          new Wait(
              resource,
              wait.shared(),
              wait.sleep(),
              wait.since(),
              wait.order(),
              wait.until(),
              wait.group()));
    }
  }

  /**
   * Calls {@code path}: its steps come next, with a frame of its own, if it is a function, above
   * those of {@code through}.
   */
  public void push(Path path, String... through) {
    stack.push(path, through);
  }

  /** A call that may fail with an errno has ended. */
  public void callEnded(boolean succeeded) {
    callSucceeded = succeeded;
  }

  /** Whether the last of those calls succeeded. */
  public boolean callSucceeded() {
    return callSucceeded;
  }

  /** Begins the present path again when what is called from it has returned. */
  void startOver() {
    stack.startOver();
  }

  /** Does the present step once more when what was called from it has returned. */
  public void again() {
    stack.again();
  }

  /** What words of a file system's steps stand for now. */
  public StandIns standIns() {
    return standIns;
  }

  /** From now on words of a file system's steps stand for what this says. */
  public void standIns(StandIns words) {
    standIns = words;
  }

  /** The number of the mount that the call is about which it serves. */
  public int callMount() {
    return callMount;
  }

  /** Notes an event of the task's. */
  public void noted(String what) {
    engine.tables().journal().note(engine.now(), seat.name(), what);
  }

  public TaskRow row() {
    return row;
  }

  public Draws draws() {
    return draws;
  }

  /** {@code smp_processor_id}: the processor that it last computed on. */
  public int cpu() {
    return cpu;
  }

  /** The processor that it must compute on, if any. */
  public int bound() {
    return bound;
  }

  void computedOn(int processor) {
    cpu = processor;
    goOn();
  }

  /** Waits by its own choice. */
  public boolean sleep(Dist time) {
    engine.after(draws.sample(time), self, Task.Elapsed.INSTANCE);
    return block(waits.timer(), false, false, Sleep.IDLE, null);
  }

  public ActorRef<Task.Command> self() {
    return self;
  }

  public Closer closer() {
    return seat.closer();
  }

  /** Whether it may sleep where it is. */
  public Atomic atomic() {
    return atomic;
  }

  public long now() {
    return engine.now();
  }

  public TaskSeat seat() {
    return seat;
  }

  public Waits waits() {
    return waits;
  }
}
