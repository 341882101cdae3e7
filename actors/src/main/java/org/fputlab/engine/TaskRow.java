package org.fputlab.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One task's line in the task table: what it runs, holds and waits for, since when.
 *
 * <p>Only the task writes it. Everything it publishes is immutable, and the epoch moves with every
 * change of what it does, holds or waits for, so that a watcher on another thread can tell whether
 * two looks saw the same state. A stack changes only between two such changes.
 */
public final class TaskRow {

  /** What a task is doing. */
  public enum State {
    /** Waits for work: an nfsd thread without a request, a worker without an item. */
    IDLE,
    /** Runs, or waits for something that is bound to answer at once. */
    RUNNING,
    /** Sleeps until what it {@link #waitsFor} is given. */
    BLOCKED,
    /** Has ended and holds nothing. */
    EXITED,
    /** Was killed where it stood, with all it held. */
    KILLED
  }

  private static final Hold[] NOTHING = {};

  private final TaskTable table;
  private final int pid;
  private final String name;
  private final String group;
  private final boolean kthread;
  private @Nullable Frame frame;
  private @Nullable String work;
  private @Nullable Finalised finalising;
  private Hold[] holds = NOTHING;
  private @Nullable Resource awaited;
  private boolean awaitedShared;
  private Sleep sleep = Sleep.UNINTERRUPTIBLE;
  private @Nullable String awaitedGroup;
  private long awaitedUntil;
  private long since;
  private long order;
  private State state = State.IDLE;
  private volatile Prospects prospects = Prospects.ANYTHING;
  private volatile @Nullable String proof;
  private boolean serving;
  private int deepest;
  private @Nullable Frame deepestFrame;
  private final AtomicInteger epoch = new AtomicInteger();

  TaskRow(TaskTable table, int pid, String name, String group, boolean kthread) {
    this.table = table;
    this.pid = pid;
    this.name = name;
    this.group = group;
    this.kthread = kthread;
  }

  /** Publishes the stack. */
  public void frame(@Nullable Frame top) {
    frame = top;
    if (top != null && top.depth() > deepest) {
      deepest = top.depth();
      deepestFrame = top;
    }
    TaskWatcher watcher = table.watcher();
    if (watcher != null) {
      watcher.framed(this);
    }
  }

  /**
   * Publishes the work item that a worker runs, as in {@code events delayed_fput}, or null for
   * none.
   */
  public void work(@Nullable String item) {
    work = item;
  }

  /** Publishes that the task serves somebody else's call, or that it does not any more. */
  public void serving(boolean somebody) {
    serving = somebody;
  }

  /** Publishes what the task finalises from now on, or null for nothing. */
  public void finalising(@Nullable Finalised what) {
    finalising = what;
  }

  /** Publishes that the task runs. */
  public void run() {
    checkNotProven("goes on");
    awaited = null;
    state = State.RUNNING;
    touch();
  }

  /** Publishes that the task has nothing to do. */
  public void idle(long now) {
    checkNotProven("has ended what it did");
    awaited = null;
    state = State.IDLE;
    since = now;
    touch();
  }

  /** Publishes that the task sleeps until it is given {@code resource}. */
  public void block(
      Resource resource, boolean shared, Sleep how, @Nullable String group, long now) {
    blockUnasked(resource, shared, how, group, now);
    if (resource.kind().ordered()) {
      asks(resource, shared, now);
    }
  }

  /** The same where lockdep is not told, or is told later, that the task asks for it. */
  public void blockUnasked(
      Resource resource, boolean shared, Sleep how, @Nullable String group, long now) {
    awaited = resource;
    awaitedShared = shared;
    sleep = how;
    awaitedGroup = group;
    awaitedUntil = 0;
    since = now;
    order = table.nextOrder();
    state = State.BLOCKED;
    touch();
  }

  /** Publishes that a timer ends the present wait then at the latest. */
  public void blockUntil(long moment) {
    awaitedUntil = moment;
    touch();
  }

  /** Tells lockdep that the task asks for {@code resource}, holding what it holds. */
  public void asks(Resource resource, boolean shared, long now) {
    table.lockOrder().acquiring(this, resource, shared, now);
  }

  /** Publishes that the task goes on with a wait that was interrupted, in its old place. */
  public void blockAgain(Wait wait) {
    awaited = wait.resource();
    awaitedShared = wait.shared();
    sleep = wait.sleep();
    awaitedGroup = wait.group();
    awaitedUntil = wait.until();
    since = wait.since();
    order = wait.order();
    state = State.BLOCKED;
    touch();
  }

  /** Publishes that the task now holds {@code resource}. */
  public void hold(Resource resource, boolean shared, long now) {
    hold(new Hold(resource, shared, now, frame, false));
  }

  /**
   * The same of what a trylock gave: lockdep learns of it now, since nobody asked for it before.
   */
  public void holdTried(Resource resource, boolean shared, long now) {
    resource.lockClass().taken(shared);
    hold(new Hold(resource, shared, now, frame, true));
  }

  /**
   * Publishes that others wait for {@code resource} until the task goes on: it has that where it
   * stands, and does not move for it.
   */
  public void holdsUp(Resource resource, long now) {
    add(new Hold(resource, false, now, frame, false));
  }

  private void hold(Hold hold) {
    if (proof != null) {
      checkNotProven("is given " + hold.resource());
    }
    add(hold);
  }

  private void add(Hold hold) {
    Hold[] more = new Hold[holds.length + 1];
    System.arraycopy(holds, 0, more, 0, holds.length);
    more[holds.length] = hold;
    holds = more;
    touch();
    TaskWatcher watcher = table.watcher();
    if (watcher != null) {
      watcher.took(this, hold.resource());
    }
  }

  /** Publishes that the task takes {@code resource} as lockdep's annotations do: at once. */
  public void take(Resource resource, boolean shared, long now) {
    asks(resource, shared, now);
    hold(resource, shared, now);
  }

  /** Publishes that the task gave {@code resource} back, the last taken first. */
  public void drop(Resource resource) {
    for (int i = holds.length - 1; i >= 0; i--) {
      if (holds[i].resource() == resource) {
        Hold[] fewer = new Hold[holds.length - 1];
        System.arraycopy(holds, 0, fewer, 0, i);
        System.arraycopy(holds, i + 1, fewer, i, fewer.length - i);
        holds = fewer.length == 0 ? NOTHING : fewer;
        touch();
        brings(resource.name());
        return;
      }
    }
    throw new IllegalStateException(name + " gives back " + resource + ", which it does not hold");
  }

  /** Whether anybody hears of its changes as they come. */
  public boolean isWatched() {
    return table.watcher() != null;
  }

  /** Publishes that the task brought about what somebody may wait for under this name. */
  public void brings(String resource) {
    TaskWatcher watcher = table.watcher();
    if (watcher != null) {
      watcher.gave(this, resource);
    }
  }

  /** Whether the task holds {@code resource}. */
  public boolean isHolding(Resource resource) {
    for (Hold hold : holds) {
      if (hold.resource() == resource) {
        return true;
      }
    }
    return false;
  }

  /** Publishes what may come of this task as long as it can go on; until then it is anything. */
  public void mayBring(Prospects ofProgress) {
    prospects = ofProgress;
    epoch.incrementAndGet();
  }

  /**
   * A supervisor has proven that the task will never go on. If it does the run fails: the proof was
   * wrong, which is a defect of this program.
   */
  public void proveStuck(String why) {
    proof = why;
  }

  void withdrawProof() {
    proof = null;
  }

  private void checkNotProven(String what) {
    String why = proof;
    if (why != null) {
      proof = null;
      throw new FalseProof(name, why, what);
    }
  }

  /** Publishes that the task has ended, or was killed where it stood. */
  public void end(State how, long now) {
    if (how == State.EXITED) {
      checkNotProven("ends");
    }
    state = how;
    since = now;
    touch();
  }

  private void touch() {
    epoch.lazySet(epoch.get() + 1);
    TaskWatcher watcher = table.watcher();
    if (watcher != null) {
      watcher.changed(this);
    }
  }

  public int pid() {
    return pid;
  }

  public String name() {
    return name;
  }

  /** The tasks that can stand in for one another, as in {@code nfsd}. */
  public String group() {
    return group;
  }

  /** Whether it is a kernel thread. */
  public boolean isKthread() {
    return kthread;
  }

  /** The innermost frame, or null where nothing runs. */
  public @Nullable Frame frame() {
    return frame;
  }

  public @Nullable String work() {
    return work;
  }

  /** The innermost file or mount that it finalises, or null. */
  public @Nullable Finalised finalising() {
    return finalising;
  }

  Hold[] held() {
    return holds;
  }

  /** What it holds, the first taken first. */
  public List<Hold> holds() {
    return List.of(holds);
  }

  /** What it waits for, or null where it does not wait. */
  public @Nullable Wait waitsFor() {
    Resource resource = awaited;
    if (resource == null || state != State.BLOCKED) {
      return null;
    }
    return new Wait(resource, awaitedShared, sleep, since, order, awaitedUntil, awaitedGroup);
  }

  public State state() {
    return state;
  }

  /** When the present state began, in nanoseconds of the run. */
  public long since() {
    return since;
  }

  /** What may come of it as long as it can go on. */
  public Prospects prospects() {
    return prospects;
  }

  /** Whether it serves somebody else's call. */
  public boolean isServing() {
    return serving;
  }

  /** Whether it was proven that it never goes on. */
  public boolean isProvenStuck() {
    return proof != null;
  }

  /** The most frames its stack ever had. */
  public int deepest() {
    return deepest;
  }

  /** The innermost frame of that stack, or null where nothing ever ran. */
  public @Nullable Frame deepestFrame() {
    return deepestFrame;
  }

  /** Moves with every change of what it does, holds or waits for. */
  public int epoch() {
    return epoch.get();
  }

  @Override
  public String toString() {
    return name;
  }
}
