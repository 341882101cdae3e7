package org.fputlab.model;

/**
 * A list of puts that were put off, as far as it decides when its delayed work is scheduled: only
 * the put that finds the list empty schedules it, and nothing happens where it is pending.
 *
 * <p>Mirrors {@code fput} with {@code llist_add} (fs/file_table.c, v6.6) and the pending bit of
 * {@code queue_delayed_work_on} (kernel/workqueue.c, v6.6), which is set from then until a worker
 * begins the item.
 */
public final class DelayedWork {

  private boolean empty = true;
  private boolean pending;

  /** Adds a put; returns whether that starts the work's timer. */
  public boolean add() {
    boolean schedules = empty && !pending;
    empty = false;
    pending |= schedules;
    return schedules;
  }

  /**
   * Takes the whole list.
   *
   * @param asWork whether the work itself begins with it
   */
  public void take(boolean asWork) {
    empty = true;
    pending &= !asWork;
  }
}
