package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The emulator's {@code /proc}: a row for each task of the run, and the resources they hold and
 * wait for.
 */
public final class TaskTable {

  private final List<TaskRow> rows = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Resource> resources =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicLong orders = new AtomicLong();
  private final AtomicLong uniques = new AtomicLong();
  private LockOrder lockOrder = new LockOrder();

  /**
   * Adds a row for a task.
   *
   * @param name as it shows in reports
   * @param group tasks that can stand in for one another
   * @param kthread whether it is a kernel thread
   */
  public TaskRow register(String name, String group, boolean kthread) {
    synchronized (rows) {
      TaskRow row = new TaskRow(this, rows.size() + 100, name, group, kthread);
      rows.add(row);
      return row;
    }
  }

  /** The resource of this name, the same object each time. */
  public Resource resource(Resource.Kind kind, String lockClass, String name) {
    Resource known = resources.get(name);
    if (known == null) {
      known = new Resource(kind, lockClass, name);
      resources.put(name, known);
    }
    return known;
  }

  /**
   * A resource that only its holder and its waiter know, as one call in progress; numbered within
   * the run.
   */
  public Resource unique(Resource.Kind kind, String lockClass) {
    return new Resource(kind, lockClass, lockClass + " #" + uniques.incrementAndGet());
  }

  /** Every task of the run, in order of creation. */
  public List<TaskRow> rows() {
    synchronized (rows) {
      return List.copyOf(rows);
    }
  }

  /** The order in which locks were taken so far. */
  public LockOrder lockOrder() {
    return lockOrder;
  }

  long nextOrder() {
    return orders.incrementAndGet();
  }

  /** Forgets the run before. */
  public void clear() {
    rows.clear();
    resources.clear();
    orders.set(0);
    uniques.set(0);
    lockOrder = new LockOrder();
  }
}
