package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A sleeping lock with first-come first-served waiters: an rwsem, a mutex (only ever taken
 * exclusively) or a counting semaphore (as many exclusive holders as it counts).
 *
 * <p>Mirrors the hand-over of rwsem and mutex (kernel/locking/rwsem.c, mutex.c, v6.6). A reader
 * queues behind an earlier writer; but when a reader's turn comes, {@code rwsem_mark_wake} wakes
 * the waiting readers behind writers with it, up to {@code MAX_READERS_WAKEUP} at a time. Those
 * that are left over are woken when somebody else queues ({@code rwsem_cond_wake_waiter}) or the
 * last reader goes. Leaves out optimistic spinning and lock stealing, which change who is served
 * but not whether anybody is.
 *
 * @param <W> whoever waits
 */
public final class SleepLock<W> {

  /** {@code MAX_READERS_WAKEUP} (kernel/locking/rwsem.c, v6.6). */
  static final int MAX_READERS_WAKEUP = 0x100;

  private record Waiter<W>(W who, boolean shared) {}

  private final int capacity;
  private final Deque<Waiter<W>> waiters = new ArrayDeque<>();
  private int readers;
  private int writers;

  /**
   * @param capacity how many may hold it exclusively at a time: 1 but for a counting semaphore
   */
  public SleepLock(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes the lock, or queues for it; returns whether it was taken at once.
   *
   * @param handOver is given whoever this wakes, perhaps {@code who} itself
   */
  public boolean acquire(W who, boolean shared, Consumer<W> handOver) {
    if (tryAcquire(shared)) {
      return true;
    }
    waiters.add(new Waiter<>(who, shared));
    if (isReadersTurn()) {
      wakeReaders(handOver);
    }
    return false;
  }

  /**
   * Takes the lock if nobody keeps it out; returns whether it did. A reader's try fails also where
   * somebody waits ({@code RWSEM_READ_FAILED_MASK}, kernel/locking/rwsem.c, v6.6).
   */
  public boolean tryAcquire(boolean shared) {
    boolean free = waiters.isEmpty() && isFree(shared);
    if (free) {
      take(shared);
    }
    return free;
  }

  /** Gives the lock back, and hands it to those waiters who can now have it, in order. */
  public void release(boolean shared, Consumer<W> handOver) {
    if (shared) {
      readers--;
    } else {
      writers--;
    }
    if (readers < 0 || writers < 0) {
      throw new IllegalStateException("released more often than taken");
    }
    handOver(handOver);
  }

  /**
   * Gives one unit of a semaphore, whoever took it or none did: {@code up()} has no owner
   * (kernel/locking/semaphore.c, v6.6).
   */
  public void give(Consumer<W> handOver) {
    writers--;
    handOver(handOver);
  }

  /**
   * No longer waits, as a signal came; returns whether it still did. Whoever it kept out has the
   * lock now ({@code rwsem_del_wake_waiter}, kernel/locking/rwsem.c, v6.6).
   */
  public boolean giveUp(Predicate<W> who, Consumer<W> handOver) {
    if (!waiters.removeIf(waiter -> who.test(waiter.who()))) {
      return false;
    }
    handOver(handOver);
    if (isReadersTurn()) {
      wakeReaders(handOver);
    }
    return true;
  }

  private void handOver(Consumer<W> handOver) {
    while (!isReadersTurn()) {
      Waiter<W> next = waiters.peek();
      if (next == null || !isFree(false)) {
        return;
      }
      waiters.remove();
      take(false);
      handOver.accept(next.who());
    }
    if (readers == 0) {
      wakeReaders(handOver);
    }
  }

  /** Whether the first who waits is a reader, and no writer has the lock. */
  private boolean isReadersTurn() {
    Waiter<W> next = waiters.peek();
    return next != null && next.shared() && isFree(true);
  }

  private void wakeReaders(Consumer<W> handOver) {
    int woken = 0;
    Iterator<Waiter<W>> each = waiters.iterator();
    while (each.hasNext() && woken < MAX_READERS_WAKEUP) {
      Waiter<W> next = each.next();
      if (next.shared()) {
        each.remove();
        take(true);
        handOver.accept(next.who());
        woken++;
      }
    }
  }

  private boolean isFree(boolean shared) {
    return shared ? writers == 0 : readers == 0 && writers < capacity;
  }

  private void take(boolean shared) {
    if (shared) {
      readers++;
    } else {
      writers++;
    }
  }

  /** How many wait. */
  public int waiting() {
    return waiters.size();
  }
}
