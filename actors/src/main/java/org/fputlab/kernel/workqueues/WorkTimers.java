package org.fputlab.kernel.workqueues;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.model.Ticks;
import org.jspecify.annotations.Nullable;

/**
 * The timers of delayed work, by their items: {@code dwork->timer}, which goes off at a tick on the
 * processor that started it (kernel/workqueue.c and kernel/time/timer.c, v6.6).
 */
final class WorkTimers {

  /** One that was started; of those of an item only the last is of any account. */
  private record Timer(long number, int cpu) {}

  private final Ticks ticks;
  private final Map<String, Timer> running = new LinkedHashMap<>();
  private long started;

  /**
   * No timers.
   *
   * @param jiffy nanoseconds from one tick to the next
   */
  WorkTimers(long jiffy) {
    this.ticks = new Ticks(jiffy);
  }

  /** Starts one; returns its number. */
  long start(String item, int cpu) {
    running.put(item, new Timer(++started, cpu));
    return started;
  }

  /** How long from now until a timer of so many nanoseconds goes off. */
  long delay(long now, long nanos) {
    return ticks.delayOf(now, nanos);
  }

  /** Whether this timer still runs. */
  boolean isRunning(String item, long number) {
    Timer timer = running.get(item);
    return timer != null && timer.number() == number;
  }

  /** {@code del_timer}: returns the processor that it was started on, or null if none ran. */
  @Nullable Integer stop(String item) {
    Timer timer = running.remove(item);
    return timer == null ? null : timer.cpu();
  }
}
