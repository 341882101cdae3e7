package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine's processors shared in time slices: each has a queue of its own, a task that goes on
 * computing keeps its processor until its slice is over and others wait, and some tasks are bound
 * to one processor.
 *
 * <p>Mirrors the fair scheduler (kernel/sched/fair.c, v6.12) where all tasks weigh the same: a
 * waking task goes to an idle processor if there is one ({@code select_task_rq_fair}), and else
 * waits until the slice of whoever runs is over ({@code RUN_TO_PARITY}), which is noticed at a tick
 * ({@code entity_tick}); a processor that becomes idle takes a waiting task from another ({@code
 * sched_balance_newidle}). Leaves out weights, lag and deadlines, caches, and moving running tasks.
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

  private static final class Burst<T> {
    final T task;
    final int bound;
    long left;
    long startedAt;

    Burst(T task, long length, int bound) {
      this.task = task;
      this.left = length;
      this.bound = bound;
    }
  }

  private static final class Cpu<T> {
    final int number;
    final Deque<Burst<T>> waiting = new ArrayDeque<>();
    @Nullable Burst<T> current;

    /** When the running task got the processor, perhaps some bursts ago. */
    long since;

    /** The burst is over, but the task may go on in this very moment. */
    boolean lingers;

    long token;

    Cpu(int number) {
      this.number = number;
    }
  }

  private final List<Cpu<T>> cpus = new ArrayList<>();
  private final Map<T, Cpu<T>> last = new LinkedHashMap<>();
  private final long jiffy;
  private final long slice;
  private final Events<T> events;

  /**
   * @param slice what a task may compute before others have their turn, looked at each tick
   */
  public RunQueues(int count, long slice, long jiffy, Events<T> events) {
    for (int i = 0; i < count; i++) {
      cpus.add(new Cpu<>(i));
    }
    this.slice = slice;
    this.jiffy = jiffy;
    this.events = events;
  }

  /**
   * A task asks for {@code length} nanoseconds of a processor.
   *
   * @param bound the one it must run on, or {@link #UNBOUND}
   */
  public void request(long now, T task, long length, int bound) {
    Burst<T> burst = new Burst<>(task, length, bound < cpus.size() ? bound : UNBOUND);
    Cpu<T> before = last.get(task);
    Cpu<T> left = before != null && isLingering(before, task) ? before : null;
    if (left != null && (burst.bound == UNBOUND || burst.bound == left.number)) {
      left.lingers = false;
      run(left, burst, now);
      return;
    }
    enqueue(place(burst, before), burst, now);
    if (left != null) {
      next(left, now);
    }
  }

  private static <T> boolean isLingering(Cpu<T> cpu, T task) {
    return cpu.lingers && cpu.current != null && cpu.current.task.equals(task);
  }

  /** Where a task goes that has just woken or lost its processor. */
  private Cpu<T> place(Burst<T> burst, @Nullable Cpu<T> before) {
    if (burst.bound != UNBOUND) {
      return cpus.get(burst.bound);
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
    return cpu.waiting.size() + (cpu.current == null ? 0 : 1);
  }

  private void enqueue(Cpu<T> cpu, Burst<T> burst, long now) {
    cpu.waiting.addLast(burst);
    if (cpu.current == null) {
      next(cpu, now);
    } else if (!cpu.lingers) {
      setAlarm(cpu, cpu.current, now);
    }
  }

  private void next(Cpu<T> cpu, long now) {
    cpu.lingers = false;
    Burst<T> burst = cpu.waiting.isEmpty() ? pulled() : cpu.waiting.removeFirst();
    cpu.current = burst;
    if (burst != null) {
      cpu.since = now;
      run(cpu, burst, now);
    }
  }

  /** A waiting task that may run elsewhere, from the longest queue. */
  private @Nullable Burst<T> pulled() {
    Cpu<T> busiest = null;
    for (Cpu<T> cpu : cpus) {
      if (movable(cpu) && (busiest == null || cpu.waiting.size() > busiest.waiting.size())) {
        busiest = cpu;
      }
    }
    if (busiest == null) {
      return null;
    }
    Iterator<Burst<T>> each = busiest.waiting.iterator();
    Burst<T> burst = each.next();
    while (burst.bound != UNBOUND) {
      burst = each.next();
    }
    each.remove();
    return burst;
  }

  private static boolean movable(Cpu<?> cpu) {
    return cpu.waiting.stream().anyMatch(burst -> burst.bound == UNBOUND);
  }

  private void run(Cpu<T> cpu, Burst<T> burst, long now) {
    cpu.current = burst;
    burst.startedAt = now;
    last.put(burst.task, cpu);
    setAlarm(cpu, burst, now);
  }

  private void setAlarm(Cpu<T> cpu, Burst<T> burst, long now) {
    long end = burst.startedAt + burst.left;
    if (!cpu.waiting.isEmpty()) {
      end = Math.min(end, sliceEnd(cpu, now));
    }
    events.alarmAfter(end - now, cpu.number, ++cpu.token);
  }

  /** The first tick after {@code now} at which the running task has had a slice, or another. */
  private long sliceEnd(Cpu<T> cpu, long now) {
    long first = tickFrom(cpu.since + slice);
    if (first > now) {
      return first;
    }
    long period = tickFrom(slice);
    return first + ((now - first) / period + 1) * period;
  }

  private long tickFrom(long time) {
    return (time + jiffy - 1) / jiffy * jiffy;
  }

  /** What was asked for with {@link Events#alarmAfter}; one that was overtaken does nothing. */
  public void alarm(long now, int number, long token) {
    Cpu<T> cpu = cpus.get(number);
    Burst<T> burst = cpu.current;
    if (token != cpu.token) {
      return;
    }
    if (burst == null || cpu.lingers) {
      next(cpu, now);
      return;
    }
    burst.left -= now - burst.startedAt;
    if (burst.left > 0) {
      preempt(cpu, burst, now);
    } else {
      end(cpu, burst, now);
    }
  }

  private void preempt(Cpu<T> cpu, Burst<T> burst, long now) {
    cpu.current = null;
    cpu.waiting.addLast(burst);
    next(cpu, now);
    for (Cpu<T> idle : cpus) {
      if (idle.current == null) {
        events.alarmAfter(tickFrom(now + 1) - now, idle.number, ++idle.token);
      }
    }
  }

  private void end(Cpu<T> cpu, Burst<T> burst, long now) {
    events.over(burst.task, cpu.number);
    boolean othersWait = !cpu.waiting.isEmpty();
    if (othersWait && sliceEnd(cpu, now - 1) == now) {
      next(cpu, now);
    } else if (othersWait || cpus.stream().anyMatch(RunQueues::movable)) {
      cpu.lingers = true;
      events.alarmAfter(0, cpu.number, ++cpu.token);
    } else {
      cpu.current = null;
    }
  }
}
