package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The free pages of a machine, and who waits for one: an allocation leaves the reserve alone, but
 * for one under {@code PF_MEMALLOC}, which may use it up.
 *
 * <p>Mirrors the watermarks of {@code __alloc_pages_slowpath} (mm/page_alloc.c, v6.6): {@code
 * ALLOC_NO_WATERMARKS} for whoever reclaims. Leaves out orders, zones, and the OOM killer.
 *
 * @param <W> whoever waits
 */
public final class PagePool<W> {

  private record Waiter<W>(W who, boolean reserve) {}

  private final int kept;
  private final Deque<Waiter<W>> waiters = new ArrayDeque<>();
  private int free;

  /**
   * @param free how many are free
   * @param reserve how many of them are for those alone who reclaim
   */
  public PagePool(int free, int reserve) {
    this.free = free;
    this.kept = reserve;
  }

  /** Takes a page if one is there for whoever asks; returns whether it did. */
  public boolean tryTake(boolean reserve) {
    boolean isThere = free > (reserve ? 0 : kept);
    free -= isThere ? 1 : 0;
    return isThere;
  }

  /** The same, or waits for one. */
  public boolean take(W who, boolean reserve) {
    if (tryTake(reserve)) {
      return true;
    }
    waiters.add(new Waiter<>(who, reserve));
    return false;
  }

  /** One page more is free: the first who may have it does, and waits no more. */
  public void give(Consumer<W> handOver) {
    free++;
    Waiter<W> next =
        waiters.stream()
            .filter(waiter -> free > (waiter.reserve() ? 0 : kept))
            .findFirst()
            .orElse(null);
    if (next != null) {
      waiters.remove(next);
      free--;
      handOver.accept(next.who());
    }
  }
}
