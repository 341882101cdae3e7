package org.fputlab.scenario.closing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that somebody may hold who closes a file.
 *
 * @param word as somebody asks for it
 * @param lock what a scenario calls it, or "" for a section that is no lock
 * @param take the step that takes it
 * @param give the step that gives it back
 * @param others what else the kernel does with it held, as tasks of a scenario
 * @param source where the kernel does that
 * @param sleeps whether who holds it may sleep
 */
public record HeldLock(
    String word,
    String lock,
    String take,
    String give,
    List<String> others,
    String source,
    boolean sleeps) {

  private static final Map<String, HeldLock> KNOWN = known();

  private static Map<String, HeldLock> known() {
    Map<String, HeldLock> known = new LinkedHashMap<>();
    rwsem(known, "mmap_lock(app)");
    rwsem(known, "i_rwsem(data)");
    rwsem(known, "s_umount(m)");
    rwsem(known, "namespace_sem");
    mutex(known, "nfsd_mutex");
    put(
        known,
        mutex("nlmsvc_mutex")
            .beside(
                "fs/lockd/svc.c, v6.6: lockd_down() stops lockd under it",
                "tasks.lockd-like { context = kthread, every = 10ms, run = [ open l on m, cpu 5us, fput l ] }",
                "tasks.lockd_down { context = user, start = 5ms"
                    + ", run = [ mutex_lock nlmsvc_mutex, kthread_stop lockd-like, mutex_unlock nlmsvc_mutex ] }"));
    mutex(known, "nlm_file_mutex");
    mutex(known, "rtnl_mutex");
    mutex(known, "cgroup_mutex");
    mutex(known, "fs_reclaim");
    rwsem(known, "invalidate_lock(data)");
    rwsem(known, "rmdir_lock(m/)"); // of the directory
    mutex(known, "io_lock(m/)"); // of the directory
    mutex(known, "sk_lock(data)");
    mutex(known, "pipe_mutex(data)");
    level(known, "sb_writers", "write");
    level(known, "sb_pagefaults", "pagefault");
    level(known, "sb_internal", "intwrite");
    put(known, spinning("spinlock", "spinlock", "spin_lock spinlock", "spin_unlock spinlock"));
    put(known, spinning("rcu_read_lock", "", "rcu_read_lock", "rcu_read_unlock"));
    return known;
  }

  private static void rwsem(Map<String, HeldLock> known, String lock) {
    put(known, sleeping(lock, "down_write " + lock, "up_write " + lock));
  }

  private static void mutex(Map<String, HeldLock> known, String lock) {
    put(known, mutex(lock));
  }

  private static HeldLock mutex(String lock) {
    return sleeping(lock, "mutex_lock " + lock, "mutex_unlock " + lock);
  }

  /** A change of the file system is under way, for which a freeze waits. */
  private static void level(Map<String, HeldLock> known, String level, String step) {
    put(
        known,
        sleeping(level + "(m)", "sb_start_" + step + " m", "sb_end_" + step + " m")
            .beside(
                "fs/super.c, v6.6: freeze_super() waits for the changes under way, level by level",
                "tasks.freezer { context = user, start = 5ms, run = [ freeze_super m, io 1ms, thaw_super m ] }"));
  }

  private static HeldLock sleeping(String lock, String take, String give) {
    return new HeldLock(lock.replaceFirst("\\(.*", ""), lock, take, give, List.of(), "", true);
  }

  private static HeldLock spinning(String word, String lock, String take, String give) {
    return new HeldLock(word, lock, take, give, List.of(), "", false);
  }

  private HeldLock beside(String where, String... tasks) {
    return new HeldLock(word, lock, take, give, List.of(tasks), where, sleeps);
  }

  private static void put(Map<String, HeldLock> known, HeldLock lock) {
    known.put(lock.word(), lock);
  }

  /** The lock of this word, or null. */
  public static @Nullable HeldLock of(String word) {
    return KNOWN.get(word);
  }

  /**
   * A lock of which only the name is known, as a real kernel prints it.
   *
   * @param number tells it from others of which the names differ only in what a scenario cannot say
   */
  public static HeldLock ofAKernel(String name, boolean sleeps, int number) {
    String lock = "lock-%d-%s".formatted(number, name).replaceAll("\\W+", "_");
    HeldLock held =
        sleeps ? mutex(lock) : spinning(lock, lock, "spin_lock " + lock, "spin_unlock " + lock);
    return new HeldLock(name, lock, held.take, held.give, List.of(), "", sleeps);
  }

  /** The words of those that are known. */
  public static Set<String> words() {
    return KNOWN.keySet();
  }
}
