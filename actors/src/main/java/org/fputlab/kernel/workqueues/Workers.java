package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.util.ArrayList;
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
import org.fputlab.model.IdleWorkers;
import org.fputlab.model.RunQueues;

/**
 * The workers of a machine's workqueues: one is started whenever an item waits and none is idle.
 *
 * <p>Emulates {@code create_worker}, and {@code kick_pool}, which wakes the first of the {@link
 * IdleWorkers} (kernel/workqueue.c, v6.12; {@code wake_up_worker} before 6.5). Leaves out that idle
 * workers end after five minutes.
 */
final class Workers {

  private final Engine engine;
  private final Tasks tasks;
  private final ActorContext<Message> context;
  private final List<ActorRef<Task.Command>> all = new ArrayList<>();
  private final List<String> running = new ArrayList<>();
  private final IdleWorkers idle = new IdleWorkers();

  /** The pool that each worker serves. */
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

  /** Whether one of a pool is idle or can be started. */
  boolean isAnyFree(int pool) {
    return !idle.isEmpty(pool) || all.size() < Workqueue.MAX_ACTIVE;
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
    return new PoolLocked(isUnbound && hadLockLast, isUnbound && mayWake(RunQueues.UNBOUND));
  }

  /** A worker had {@code pool->lock}, or else who queues work. */
  void hadLockLast(boolean was) {
    hadLockLast = was;
  }

  /** One that is free; it is no longer. */
  int take() {
    int pool = RunQueues.UNBOUND;
    return idle.isEmpty(pool) ? spawn(pool) : idle.take(pool);
  }

  /** Gives an item to a worker, which is not free. */
  void run(int worker, String item, Task.RunWork work) {
    running.set(worker, item);
    all.get(worker).tell(work);
  }

  /** Whether the one that is to be woken next is not awake already. */
  boolean mayWake(int pool) {
    return idle.isEmpty(pool) ? isAnyFree(pool) : idle.asleep(pool).isPresent();
  }

  /** {@code kick_pool}: wakes the first idle worker, which stays idle until it runs. */
  void wake(int pool, Task.Wake wake) {
    if (idle.isEmpty(pool)) {
      idle.add(pool, spawn(pool));
    }
    int worker = idle.asleep(pool).orElseThrow();
    idle.wakes(worker);
    all.get(worker).tell(wake);
  }

  /** The pool that a worker serves. */
  int poolOf(int worker) {
    return pools.get(worker);
  }

  private int spawn(int pool) {
    int number = all.size();
    TaskSeat seat = TaskSeat.worker(number, context.getSelf());
    ActorRef<Task.Command> worker = context.spawn(tasks.create(seat), seat.name(), engine.gated());
    context.watch(worker);
    slowdowns.forEach(worker::tell);
    all.add(worker);
    running.add("");
    pools.add(pool);
    return number;
  }

  /** A worker has ended its item, or woken; returns the item, or "". */
  String ended(int worker) {
    idle.runs(poolOf(worker), worker);
    letGo(worker);
    return running.set(worker, "");
  }

  /** A worker is free again. */
  void rests(int worker) {
    idle.add(poolOf(worker), worker);
  }

  /** A worker has ended itself; returns the item that it did not start, or "". */
  String exited(int worker) {
    idle.remove(poolOf(worker), worker);
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
