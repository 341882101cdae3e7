package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The emulator's {@code /proc}: a row for each task of the run, and the resources they hold and
 * wait for.
 */
public final class TaskTable {

  private final List<TaskRow> rows = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Resource> resources =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, LockClass> lockClasses =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicLong orders = new AtomicLong();
  private final AtomicLong uniques = new AtomicLong();
  private LockOrder lockOrder = new LockOrder();
  private @Nullable TaskWatcher watcher;

  /** Has {@code all} hear of every change from now on, until the run is over. */
  public void watchedBy(TaskWatcher all) {
    watcher = all;
  }

  @Nullable TaskWatcher watcher() {
    return watcher;
  }

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

  /**
   * The lock class of this name and type, the same object each time. Where another type has a class
   * of that name the later is printed with a number, as {@code &sb->s_type->i_mutex_key#2}.
   *
   * @param word as steps name it
   * @param type the type of file system that has it of its own, or ""
   * @param name as lockdep prints it
   * @param validated whether lockdep checks it
   */
  public LockClass lockClass(
      String word, String type, String name, LockClass.WaitType waitType, boolean validated) {
    String key = type.isEmpty() ? name : name + " " + type;
    synchronized (lockClasses) {
      LockClass known = lockClasses.get(key);
      if (known == null) {
        long version = lockClasses.keySet().stream().filter(k -> isOf(name, k)).count() + 1;
        String printed = version == 1 ? name : name + "#" + version;
        known = new LockClass(lockClasses.size(), word, type, printed, waitType, validated);
        lockClasses.put(key, known);
      }
      return known;
    }
  }

  private static boolean isOf(String name, String key) {
    return key.equals(name) || key.startsWith(name + " ");
  }

  /** The resource of this name, the same object each time; its word is its class. */
  public Resource resource(Resource.Kind kind, String word, String name) {
    Resource known = resources.get(name);
    return known == null ? resource(kind, lockClass(kind, word), name) : known;
  }

  /** The resource of this name and class, the same object each time. */
  public Resource resource(Resource.Kind kind, LockClass lockClass, String name) {
    Resource known = resources.get(name);
    if (known != null && known.lockClass() == lockClass) {
      return known;
    }
    String key = known == null ? name : name + " of " + lockClass.name();
    return resources.computeIfAbsent(key, none -> new Resource(kind, lockClass, name));
  }

  private LockClass lockClass(Resource.Kind kind, String word) {
    LockClass.WaitType waitType =
        kind == Resource.Kind.WORK ? LockClass.WaitType.NONE : LockClass.WaitType.SLEEP;
    return lockClass(word, "", word, waitType, true);
  }

  /**
   * A resource that only its holder and its waiter know, as one call in progress; numbered within
   * the run.
   */
  public Resource unique(Resource.Kind kind, String word) {
    return new Resource(kind, lockClass(kind, word), word + " #" + uniques.incrementAndGet());
  }

  /** Every task of the run, in order of creation. */
  public List<TaskRow> rows() {
    synchronized (rows) {
      return List.copyOf(rows);
    }
  }

  /** How many tasks there are by now. Safe from any thread. */
  public int count() {
    return rows.size();
  }

  /**
   * A fault from outside has cut a call off that would not have ended without it: what was proven
   * of the machine as it stood holds no longer.
   */
  public void withdrawProofs() {
    rows().forEach(TaskRow::withdrawProof);
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
    watcher = null;
    rows.clear();
    resources.clear();
    lockClasses.clear();
    orders.set(0);
    uniques.set(0);
    lockOrder = new LockOrder();
  }
}
