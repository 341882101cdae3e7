package org.fputlab.kernel.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockClass.WaitType;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Resource.Kind;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.engine.Wait;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.model.Signal;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Spelling;
import org.fputlab.model.WorkPool;

/**
 * Finds the resource that a name in a step stands for, by one task; names are as the kernel's own
 * tools print them.
 */
public final class Waits {

  private final TaskTable table;
  private final Map<LockName, Resource> locks = new LinkedHashMap<>();
  private final Resource io;
  private final Resource timer;
  private final Set<LockName> unvalidated;

  /**
   * What names stand for, in one run.
   *
   * @param unvalidated locks that lockdep is told not to check
   */
  Waits(TaskTable table, Set<LockName> unvalidated) {
    this.table = table;
    this.unvalidated = unvalidated;
    this.io = table.resource(Kind.IO, "io_schedule", "I/O");
    this.timer = table.resource(Kind.TIMER, "schedule_timeout", "a timer");
  }

  public Resource io() {
    return io;
  }

  public Resource timer() {
    return timer;
  }

  /**
   * The resource of a lock.
   *
   * @param fileSystemType the type of file system that it belongs to, where that tells its class
   * @param word the step word that takes the lock, which tells its kind
   */
  public Resource lock(LockName name, LockKey key, String fileSystemType, String word) {
    String type = unvalidated.contains(name) ? "" : fileSystemType;
    Resource known = locks.get(name);
    if (known == null || !known.lockClass().type().equals(type)) {
      Kind kind = kind(word);
      known = table.resource(kind, lockClass(name, key, type, kind), name.toString());
      locks.put(name, known);
    }
    return known;
  }

  /** What lockdep takes a mutex for that is locked as a subclass, as {@code &ep->mtx/1}. */
  public Resource subclass(LockName name, LockKey key, int number) {
    LockClass own =
        table.lockClass(name.word(), "", key.name() + "/" + number, WaitType.SLEEP, true);
    return table.resource(Kind.MUTEX, own, name + "/" + number);
  }

  /**
   * Locks that are exempt share one class, which bears the name of the first that a kernel makes
   * ({@code __lockdep_no_validate__}, drivers/base/core.c, v6.6).
   */
  private LockClass lockClass(LockName name, LockKey key, String type, Kind kind) {
    if (unvalidated.contains(name)) {
      return table.lockClass("novalidate", type, "&dev->mutex", WaitType.SLEEP, false);
    }
    WaitType sleeps = key.sleeps() ? WaitType.SLEEP : WaitType.NONE;
    WaitType waitType = kind == Kind.SPINLOCK ? WaitType.SPIN : sleeps;
    return table.lockClass(name.word(), type, key.name(), waitType, true);
  }

  private static Kind kind(String word) {
    if (word.startsWith("spin")) {
      return Kind.SPINLOCK;
    }
    boolean isDown = Sleeping.plain(word).equals("down");
    return word.startsWith("mutex") ? Kind.MUTEX : isDown ? Kind.SEMAPHORE : Kind.RWSEM;
  }

  /** How a task sleeps whose word says so. */
  public static Sleep sleep(Sleeping how) {
    return switch (how) {
      case UNINTERRUPTIBLE -> Sleep.UNINTERRUPTIBLE;
      case KILLABLE -> Sleep.KILLABLE;
      case INTERRUPTIBLE -> Sleep.INTERRUPTIBLE;
      case IDLE -> Sleep.IDLE;
    };
  }

  public Resource semaphore(LockName name) {
    return semaphore(table, name);
  }

  public static Resource semaphore(TaskTable table, LockName name) {
    return table.resource(Kind.SEMAPHORE, name.word(), name.toString());
  }

  public Resource completion(String name) {
    return completion(table, name);
  }

  public static Resource completion(TaskTable table, String name) {
    return table.resource(Kind.COMPLETION, name, Spelling.completion(name));
  }

  public Resource server(String name) {
    return table.resource(Kind.SERVER, name, name);
  }

  /** One call to a server that is this machine's own nfsd: whoever serves it holds it. */
  public Resource call(String server, String operation) {
    return table.unique(Kind.SERVER, server + " " + operation);
  }

  /** What a running work item holds of its queue, as lockdep has it. */
  public Resource queue(String name) {
    return table.resource(Kind.WORK, Spelling.queue(name), Spelling.queue(name));
  }

  /** What a flush of a queue waits for, as lockdep has it; no one item holds it. */
  public Resource flush(String queue) {
    return table.resource(Kind.WORK, Spelling.queue(queue), Spelling.flush(queue));
  }

  /**
   * What a running work item holds of itself, as lockdep has it. Those of the kernel's own are
   * declared with {@code DECLARE_DELAYED_WORK}, all others made with {@code INIT_WORK}.
   */
  public Resource work(KernelSpec.Work work) {
    return work(table, work);
  }

  /** The same, for who is no task. */
  public static Resource work(TaskTable table, KernelSpec.Work work) {
    String shown = Spelling.work(work.name());
    return table.resource(Kind.WORK, shown, shown);
  }

  /** One of many items of a work, which only a flush that began after it was queued waits for. */
  public static Resource oneOf(TaskTable table, KernelSpec.Work work) {
    return table.unique(Kind.WORK, Spelling.work(work.name()));
  }

  /** A place among the items of a queue that may be active at a time. */
  public static Resource place(TaskTable table, WorkPool pool) {
    return table.resource(Kind.POOL, "max_active", "max_active of " + pool);
  }

  /** That somebody takes a queued work item back, with {@code cancel_work} and the like. */
  public static Resource takenBack(TaskTable table, String work) {
    return table.resource(Kind.FLAG, "cancel_work", "cancel of " + work);
  }

  /** A thread's being there, which it holds until it ends. */
  Resource thread(String name) {
    return table.resource(Kind.THREAD, "kthread", Spelling.thread(name));
  }

  /** That a task, or each of many alike, is sent a signal: a fatal one, or another. */
  public static Resource signal(TaskTable table, Signal signal, String task) {
    return table.resource(Kind.FLAG, Wait.SIGNAL, Wait.signal(signal.isFatal(), task));
  }

  /** The end of a superblock's freeze. */
  public static Resource thaw(TaskTable table, String mount) {
    return table.resource(Kind.FLAG, "thaw_super", "thaw of " + mount);
  }

  /** A lock that the task was given, and so knows. */
  public Resource known(LockName name) {
    Resource known = locks.get(name);
    if (known == null) {
      throw new IllegalStateException("the task never had " + name);
    }
    return known;
  }

  /** What says that a freeze is not yet complete. */
  public static LockName freezingFlag(String mount) {
    return new LockName("s_writers.frozen", mount);
  }

  /** A freeze that is not yet complete. */
  public Resource freezing(String mount) {
    LockName flag = freezingFlag(mount);
    return table.resource(Kind.FLAG, flag.word(), flag.toString());
  }

  public Resource freeing(String inode) {
    return table.resource(Kind.FLAG, "I_FREEING", "I_FREEING(" + inode + ")");
  }

  public Resource gcInProgress() {
    return table.resource(Kind.FLAG, "gc_in_progress", "gc_in_progress");
  }

  public Resource pause(String task) {
    return table.resource(Kind.TIMER, "pause", task);
  }

  /** Gives back what a work item held of itself and its queue. */
  void endWork(TaskRow row) {
    dropAll(row, Kind.WORK);
  }

  /** Units that the task took and left to others to give back. */
  void leaveUnits(TaskRow row) {
    dropAll(row, Kind.SEMAPHORE);
  }

  private static void dropAll(TaskRow row, Kind kind) {
    for (Hold hold : row.holds()) {
      if (hold.resource().kind() == kind) {
        row.drop(hold.resource());
      }
    }
  }
}
