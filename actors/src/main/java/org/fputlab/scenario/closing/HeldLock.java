package org.fputlab.scenario.closing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that somebody may hold who closes a file.
 *
 * @param word as the step language has it
 * @param take the step that takes it
 * @param give the step that gives it back
 * @param others what else the kernel does with it held, as tasks of a scenario
 * @param source where the kernel does that
 */
record HeldLock(String word, String take, String give, List<String> others, String source) {

  private static final Map<String, HeldLock> KNOWN = known();

  private static Map<String, HeldLock> known() {
    Map<String, HeldLock> known = new LinkedHashMap<>();
    rwsem(known, "mmap_lock(app)", List.of(), "");
    rwsem(known, "i_rwsem(data)", List.of(), "");
    rwsem(known, "s_umount(m)", List.of(), "");
    rwsem(known, "namespace_sem", List.of(), "");
    mutex(known, "nfsd_mutex", List.of(), "");
    mutex(
        known,
        "nlmsvc_mutex",
        List.of(
            "tasks.lockd-like { context = kthread, every = 10ms, run = [ open l on m, cpu 5us, fput l ] }",
            "tasks.lockd_down { context = user, start = 5ms"
                + ", run = [ mutex_lock nlmsvc_mutex, kthread_stop lockd-like, mutex_unlock nlmsvc_mutex ] }"),
        "fs/lockd/svc.c, v6.6: lockd_down() stops lockd under it");
    mutex(known, "nlm_file_mutex", List.of(), "");
    mutex(known, "rtnl_mutex", List.of(), "");
    mutex(known, "cgroup_mutex", List.of(), "");
    return known;
  }

  private static void rwsem(
      Map<String, HeldLock> known, String lock, List<String> others, String source) {
    put(known, lock, "down_write ", "up_write ", others, source);
  }

  private static void mutex(
      Map<String, HeldLock> known, String lock, List<String> others, String source) {
    put(known, lock, "mutex_lock ", "mutex_unlock ", others, source);
  }

  private static void put(
      Map<String, HeldLock> known,
      String lock,
      String take,
      String give,
      List<String> others,
      String source) {
    String word = lock.replaceFirst("\\(.*", "");
    known.put(word, new HeldLock(word, take + lock, give + lock, others, source));
  }

  /** The lock of this word, or null. */
  static @Nullable HeldLock of(String word) {
    return KNOWN.get(word);
  }

  static Set<String> words() {
    return KNOWN.keySet();
  }
}
