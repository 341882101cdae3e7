package org.fputlab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine's processors shared by the fair scheduler: each has a queue of its own, and some tasks
 * are bound to one processor.
 *
 * <p>Mirrors kernel/sched/fair.c where all tasks weigh the same: a waking task goes to an idle
 * processor if there is one ({@code select_task_rq_fair}), else it may preempt whoever runs; whose
 * turn it is is also asked at each tick ({@code entity_tick}). How long a turn is and who preempts
 * is in {@link FairQueue}, by the kernel's release. A processor that becomes idle takes a waiting
 * task from another ({@code sched_balance_newidle}), and one that is idle does so at a tick ({@code
 * nohz_balancer_kick}). Leaves out caches, and moving running tasks.
 *
 * @param <T> whoever computes
 */
public final class RunQueues<T> {

  /** Who is told what happens. */
  public interface Events<T> {

    /** {@link #alarm} is to be called for this processor after {@code delay}. */
    void alarmAfter(long delay, int cpu, long token);

    /** A task has computed for as long as it asked to. */
    void over(T task, int cpu);
  }

  /** Any processor will do. */
  public static final int UNBOUND = -1;

  private static final class Runner<T> extends FairEntity {
    final T task;
    int bound;
    long left;
    long startedAt;
    @Nullable Cpu<T> cpu;

    Runner(T task) {
      this.task = task;
    }
  }

  private static final class Cpu<T> {
    final int number;
    final FairQueue<Runner<T>> queue;

    /** The burst is over, but the task may go on in this very moment. */
    boolean lingers;

    /** Nothing will be said of the end of that moment, as nobody waits for it. */
    boolean isUnwatched;

    /** If the task goes on after its burst it loses the processor to another. */
    boolean mustYield;

    long token;

    Cpu(int number, FairQueue<Runner<T>> queue) {
      this.number = number;
      this.queue = queue;
    }

    @Nullable Runner<T> current() {
      return queue.current();
    }
  }

  private final List<Cpu<T>> cpus = new ArrayList<>();
  private final Map<T, Runner<T>> runners = new LinkedHashMap<>();
  private final long jiffy;
  private final Events<T> events;

  /**
   * @param slice what a task may compute before others have their turn, looked at each tick
   * @param version whose fair scheduler it is
   */
  public RunQueues(int count, long slice, long jiffy, KernelVersion version, Events<T> events) {
    for (int i = 0; i < count; i++) {
      cpus.add(new Cpu<>(i, FairQueue.of(version, slice, jiffy)));
    }
    this.jiffy = jiffy;
    this.events = events;
  }

  /**
   * A task asks for {@code length} nanoseconds of a processor.
   *
   * @param bound the one it must run on, or {@link #UNBOUND}
   */
  public void request(long now, T task, long length, int bound) {
    Runner<T> runner = runners.computeIfAbsent(task, Runner::new);
    runner.left = length;
    runner.bound = bound < cpus.size() ? bound : UNBOUND;
    Cpu<T> before = runner.cpu;
    if (before != null && before.lingers && before.current() == runner) {
      if (mayStay(before, runner, now)) {
        goOn(before, runner, now);
        return;
      }
      before.lingers = false;
      before.isUnwatched = false;
      before.queue.sleeps();
      wake(runner, before, now);
      if (before.current() == null) {
        next(before, now);
      }
    } else {
      wake(runner, before, now);
    }
  }

  private boolean mayStay(Cpu<T> cpu, Runner<T> runner, long now) {
    return (runner.bound == UNBOUND || runner.bound == cpu.number)
        && (!cpu.isUnwatched || runner.startedAt == now);
  }

  private void goOn(Cpu<T> cpu, Runner<T> runner, long now) {
    cpu.lingers = false;
    if (cpu.mustYield) {
      preempt(cpu, now);
    } else {
      run(cpu, runner, now);
    }
  }

  private void wake(Runner<T> runner, @Nullable Cpu<T> before, long now) {
    cpus.forEach(cpu -> settle(cpu, now));
    Cpu<T> cpu = place(runner, before);
    if (before != null && before != cpu) {
      before.queue.forgive(runner);
    }
    runner.cpu = cpu;
    Runner<T> current = cpu.current();
    if (current != null && !cpu.lingers) {
      account(cpu, current, now);
    }
    cpu.queue.wakes(runner, before == null ? null : before.queue);
    if (current == null) {
      next(cpu, now);
    } else {
      woken(cpu, current, runner, now);
    }
  }

  private void woken(Cpu<T> cpu, Runner<T> current, Runner<T> runner, long now) {
    boolean preempts = cpu.queue.preempts(runner);
    if (cpu.lingers || current.left == 0) {
      cpu.mustYield |= preempts;
    } else if (preempts) {
      preempt(cpu, now);
    } else {
      setAlarm(cpu, current, now);
    }
  }

  /** Somebody comes: now it matters whether a task at the end of its burst still goes on. */
  private void settle(Cpu<T> cpu, long now) {
    Runner<T> current = cpu.current();
    if (!cpu.isUnwatched || current == null) {
      return;
    }
    cpu.isUnwatched = false;
    if (current.startedAt < now) {
      cpu.lingers = false;
      cpu.queue.sleeps();
    } else {
      events.alarmAfter(0, cpu.number, ++cpu.token);
    }
  }

  /** Where a task goes that has just woken. */
  private Cpu<T> place(Runner<T> runner, @Nullable Cpu<T> before) {
    if (runner.bound != UNBOUND) {
      return cpus.get(runner.bound);
    }
    if (before != null && before.queue.owes(runner)) {
      return before;
    }
    Cpu<T> best = before == null ? cpus.get(0) : before;
    for (Cpu<T> cpu : cpus) {
      if (load(cpu) < load(best)) {
        best = cpu;
      }
    }
    return best;
  }

  private static int load(Cpu<?> cpu) {
    return cpu.queue.waiting().size() + (cpu.current() == null ? 0 : 1);
  }

  private void next(Cpu<T> cpu, long now) {
    cpu.lingers = false;
    if (cpu.queue.waiting().isEmpty()) {
      pull(cpu);
    }
    Runner<T> runner = cpu.queue.next();
    if (runner != null) {
      run(cpu, runner, now);
    }
  }

  /** A waiting task that may run elsewhere, from the longest queue. */
  private void pull(Cpu<T> cpu) {
    Cpu<T> busiest = null;
    for (Cpu<T> other : cpus) {
      if (movable(other) != null
          && (busiest == null || other.queue.waiting().size() > busiest.queue.waiting().size())) {
        busiest = other;
      }
    }
    Runner<T> runner = busiest == null ? null : movable(busiest);
    if (busiest != null && runner != null) {
      cpu.queue.pull(runner, busiest.queue);
      runner.cpu = cpu;
    }
  }

  private static <T> @Nullable Runner<T> movable(Cpu<T> cpu) {
    for (Runner<T> runner : cpu.queue.waiting()) {
      if (runner.bound == UNBOUND) {
        return runner;
      }
    }
    return null;
  }

  private void run(Cpu<T> cpu, Runner<T> runner, long now) {
    cpu.isUnwatched = false;
    cpu.mustYield = false;
    runner.startedAt = now;
    setAlarm(cpu, runner, now);
  }

  private void setAlarm(Cpu<T> cpu, Runner<T> runner, long now) {
    long end = now + runner.left;
    if (!cpu.queue.waiting().isEmpty()) {
      end = Math.min(end, nextTick(now));
    }
    events.alarmAfter(end - now, cpu.number, ++cpu.token);
  }

  private long nextTick(long now) {
    return (now / jiffy + 1) * jiffy;
  }

  /** What the running task has computed until now. */
  private void account(Cpu<T> cpu, Runner<T> runner, long now) {
    long ran = now - runner.startedAt;
    runner.left -= ran;
    runner.startedAt = now;
    cpu.queue.ran(ran);
  }

  /** What was asked for with {@link Events#alarmAfter}; one that was overtaken does nothing. */
  public void alarm(long now, int number, long token) {
    Cpu<T> cpu = cpus.get(number);
    if (token != cpu.token) {
      return;
    }
    Runner<T> current = cpu.current();
    if (current == null) {
      next(cpu, now);
    } else if (cpu.lingers) {
      cpu.queue.sleeps();
      next(cpu, now);
    } else {
      account(cpu, current, now);
      onTime(cpu, current, now);
    }
  }

  private void onTime(Cpu<T> cpu, Runner<T> current, long now) {
    boolean isOver = now % jiffy == 0 && cpu.queue.isTurnOver();
    if (current.left == 0) {
      end(cpu, current, isOver);
    } else if (isOver) {
      preempt(cpu, now);
    } else {
      setAlarm(cpu, current, now);
    }
  }

  private void preempt(Cpu<T> cpu, long now) {
    cpu.queue.putBack();
    for (Cpu<T> idle : cpus) {
      settle(idle, now);
      if (idle != cpu && idle.current() == null) {
        events.alarmAfter(nextTick(now) - now, idle.number, ++idle.token);
      }
    }
    next(cpu, now);
  }

  private void end(Cpu<T> cpu, Runner<T> runner, boolean mustYield) {
    cpu.lingers = true;
    cpu.mustYield |= mustYield;
    events.over(runner.task, cpu.number);
    if (cpus.stream().allMatch(other -> other.queue.waiting().isEmpty())) {
      cpu.isUnwatched = true;
    } else {
      events.alarmAfter(0, cpu.number, ++cpu.token);
    }
  }
}
