package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A sleeping lock with first-come first-served waiters: an rwsem, a mutex (only ever taken
 * exclusively) or a counting semaphore (as many exclusive holders as it counts).
 *
 * <p>Mirrors the hand-over of rwsem and mutex (kernel/locking/rwsem.c, mutex.c, v6.6): a reader
 * queues behind an earlier writer, and readers at the head are woken together. Leaves out
 * optimistic spinning and lock stealing, which change who is served but not whether anybody is.
 *
 * @param <W> whoever waits
 */
public final class SleepLock<W> {

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

  /** Takes the lock, or queues for it; returns whether it was taken. */
  public boolean acquire(W who, boolean shared) {
    if (waiters.isEmpty() && isFree(shared)) {
      take(shared);
      return true;
    }
    waiters.add(new Waiter<>(who, shared));
    return false;
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

  private void handOver(Consumer<W> handOver) {
    Waiter<W> next = waiters.peek();
    while (next != null && isFree(next.shared())) {
      waiters.remove();
      take(next.shared());
      handOver.accept(next.who());
      next = waiters.peek();
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
