package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.model.RunQueues;

/**
 * The workers of a machine's workqueues: one is started whenever an item waits and none is idle.
 *
 * <p>Emulates {@code create_worker}, the list of idle workers, last idle first, and {@code
 * kick_pool}: the first idle worker is woken, and as long as that one has not come to run, nobody
 * else is (kernel/workqueue.c, v6.12; {@code wake_up_worker} before 6.5). Leaves out that idle
 * workers end after five minutes.
 */
final class Workers {

  private final Engine engine;
  private final Tasks tasks;
  private final ActorContext<Message> context;
  private final List<ActorRef<Task.Command>> all = new ArrayList<>();
  private final List<String> running = new ArrayList<>();
  private final Deque<Integer> idle = new ArrayDeque<>();

  /** Of each pool the worker that is woken and does not run yet. */
  private final Map<Integer, Integer> woken = new LinkedHashMap<>();

  /** Which pool each worker serves, since it was woken. */
  private final List<Integer> pools = new ArrayList<>();

  private boolean hadLockLast;

  /** Which workers a fault stopped because they ran the paused work. */
  private final Map<Integer, Set<Integer>> stopped = new LinkedHashMap<>();

  /** The faults that slow every worker. */
  private final List<Task.SlowDown> slowdowns = new ArrayList<>();

  Workers(Engine engine, Tasks tasks, ActorContext<Message> context) {
    this.engine = engine;
    this.tasks = tasks;
    this.context = context;
  }

  /** Whether one is idle or can be started. */
  boolean isAnyFree() {
    return !idle.isEmpty() || all.size() < Workqueue.MAX_ACTIVE;
  }

  /** Whether some worker runs this item. */
  boolean isRunning(String item) {
    return running.contains(item);
  }

  /** What a worker runs, or "". */
  String itemOf(int worker) {
    return running.get(worker);
  }

  /** Somebody queues work; of a pool of one processor nobody has the lock on another. */
  PoolLocked lockPool(boolean isUnbound) {
    boolean wakes = isUnbound && !isWoken(RunQueues.UNBOUND) && isAnyFree();
    return new PoolLocked(isUnbound && hadLockLast, wakes);
  }

  /** A worker had {@code pool->lock}, or else who queues work. */
  void hadLockLast(boolean was) {
    hadLockLast = was;
  }

  /** One that is free; it is no longer. */
  int take() {
    return idle.isEmpty() ? spawn() : idle.removeFirst();
  }

  /** Gives an item to a worker, which is not free. */
  void run(int worker, String item, Task.RunWork work) {
    running.set(worker, item);
    all.get(worker).tell(work);
  }

  /** Whether a worker of this pool is woken that does not run yet. */
  boolean isWoken(int pool) {
    return woken.containsKey(pool);
  }

  /** Wakes a free worker to serve a pool. */
  void wake(int pool, Task.Wake wake) {
    int worker = take();
    woken.put(pool, worker);
    pools.set(worker, pool);
    all.get(worker).tell(wake);
  }

  /** The pool that a worker serves which was woken for one. */
  int poolOf(int worker) {
    return pools.get(worker);
  }

  private int spawn() {
    int number = all.size();
    TaskSeat seat = TaskSeat.worker(number, context.getSelf());
    ActorRef<Task.Command> worker = context.spawn(tasks.create(seat), seat.name(), engine.gated());
    context.watch(worker);
    slowdowns.forEach(worker::tell);
    all.add(worker);
    running.add("");
    pools.add(RunQueues.UNBOUND);
    return number;
  }

  /** A worker has ended its item, or woken; returns the item, or "". */
  String ended(int worker) {
    woken.values().remove(worker);
    letGo(worker);
    return running.set(worker, "");
  }

  /** A worker is free again. */
  void rests(int worker) {
    idle.addFirst(worker);
  }

  /** A worker has ended itself; returns the item that it did not start, or "". */
  String exited(int worker) {
    idle.remove(worker);
    woken.values().remove(worker);
    return running.set(worker, "");
  }

  // Faults

  /** Stops those who run such an item. */
  void stop(int fault, Predicate<String> which) {
    for (int worker = 0; worker < running.size(); worker++) {
      if (which.test(running.get(worker))) {
        stopped.computeIfAbsent(fault, first -> new LinkedHashSet<>()).add(worker);
        all.get(worker).tell(new Task.Pause(fault));
      }
    }
  }

  /** The end of that fault. */
  void goOn(int fault) {
    Set<Integer> resumed = stopped.remove(fault);
    if (resumed != null) {
      resumed.forEach(worker -> all.get(worker).tell(new Task.Resume(fault)));
    }
  }

  /** A worker that had ended the paused item already is not to be stopped. */
  private void letGo(int worker) {
    stopped.forEach(
        (fault, stuck) -> {
          if (stuck.remove(worker)) {
            all.get(worker).tell(new Task.Resume(fault));
          }
        });
  }

  /** Tells the worker of this name, if there is one. */
  void tell(String name, Task.Command fault) {
    for (ActorRef<Task.Command> worker : all) {
      if (worker.path().name().equals(name)) {
        worker.tell(fault);
      }
    }
  }

  /** Slows all, present and to come. */
  void slowDown(Task.SlowDown fault) {
    slowdowns.add(fault);
    all.forEach(worker -> worker.tell(fault));
  }

  /** The end of that fault. */
  void speedUp(Task.SpeedUp end) {
    slowdowns.removeIf(slowdown -> slowdown.fault() == end.fault());
    all.forEach(worker -> worker.tell(end));
  }
}
