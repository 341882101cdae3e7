package org.fputlab.model;

/**
 * The kernel's tick: timers that are set in jiffies go off at ticks, and never early.
 *
 * <p>Mirrors the innermost level of the timer wheel ({@code calc_index}, kernel/time/timer.c,
 * v6.6): a timer may be armed just before a tick, so one tick is added, and a delay of one jiffy
 * takes between one and two. Leaves out the outer levels, which are for delays of 63 jiffies and
 * more.
 *
 * @param jiffy nanoseconds from one tick to the next; one is at time 0
 */
public record Ticks(long jiffy) {

  /** How long from {@code now} until a timer armed for so much time, in whole jiffies, goes off. */
  public long delayOf(long now, long nanos) {
    return delay(now, Math.toIntExact((nanos + jiffy - 1) / jiffy));
  }

  /**
   * How long {@code msleep} sleeps from {@code now} on: until 6.11 for one jiffy more than asked
   * ({@code msecs_to_jiffies(msecs) + 1}, kernel/time/timer.c, v6.6; commit 4381b895f544 took it
   * out).
   */
  public long msleep(long now, long nanos, KernelVersion version) {
    return delayOf(now, nanos) + (version.isAtLeast(6, 12) ? 0 : jiffy);
  }

  /** How long from {@code now} until a timer armed for so many jiffies goes off. */
  public long delay(long now, int jiffies) {
    long tick = now / jiffy;
    return (tick + jiffies + 1) * jiffy - now;
  }
}
