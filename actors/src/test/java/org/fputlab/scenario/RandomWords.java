package org.fputlab.scenario;

import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a {@link RandomProgram} does with signals, a suspend, pages, timed waits, and where no step
 * may sleep. The same random numbers give the same text.
 */
final class RandomWords {

  private final Random random;
  private final boolean quiet;
  private final boolean events;
  private final boolean[] users;
  private boolean inKthread;

  /**
   * @param quiet whether everything happens once and soon, so that nobody freezes anybody
   * @param events whether anybody waits for what others must do
   * @param users which of the tasks are user tasks
   */
  RandomWords(Random random, boolean quiet, boolean events, boolean[] users) {
    this.random = random;
    this.quiet = quiet;
    this.events = events;
    this.users = users;
  }

  /** The words that come next are a user task's, or a kernel thread's. */
  void of(boolean user) {
    inKthread = !user;
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  /** What of the machine these words need. */
  String machine() {
    String reclaim =
        pick(
            "mutex_lock lru, cpu 10us, mutex_unlock lru",
            "mutex_trylock lru then mutex_unlock lru",
            "mutex_lock lru, free_page, mutex_unlock lru",
            "open r on m0, unlink r, fput r",
            "alloc_page then free_page else cpu 1us");
    return "pages { free = %d, reserve = %d, reclaim = [ %s ] }"
        .formatted(2 + random.nextInt(2), random.nextInt(2), reclaim);
  }

  /** Steps that hold nothing at their end, for who holds those locks. */
  String block(String file, Set<String> held) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> signal();
      case 2 -> killable(held);
      case 3 -> quiet ? "io 1ms" : suspend();
      case 4 -> waits();
      case 5, 6 -> pages();
      case 7, 8, 9 -> atomic(file);
      case 10 -> "memalloc_nofs_save, alloc_page, free_page, memalloc_nofs_restore";
      default -> "mutex_lock lru, alloc_page, io 1ms, free_page, mutex_unlock lru";
    };
  }

  private String signal() {
    int[] those = IntStream.range(0, users.length).filter(task -> users[task]).toArray();
    return those.length == 0
        ? "cpu 10us"
        : "send_sig "
            + pick("SIGKILL", "SIGINT", "SIGUSR1")
            + " t"
            + those[random.nextInt(those.length)];
  }

  private String killable(Set<String> held) {
    String lock = pick("a", "b", "lru");
    return held.contains(lock)
        ? "cpu 1us"
        : "mutex_lock"
            + pick("_killable ", "_interruptible ")
            + lock
            + " then ( io 1ms ; mutex_unlock "
            + lock
            + " ) else cpu 1us";
  }

  private String suspend() {
    return switch (random.nextInt(4)) {
      case 0 -> "freeze_processes then ( io 50ms ; thaw_processes ) else cpu 1us";
      case 1 ->
          "freeze_processes then ( freeze_kernel_threads ; io 50ms ; thaw_processes ) else cpu 1us";
      case 2 -> (inKthread ? "set_freezable, " : "") + "sleep 20ms";
      default -> "wait_event_freezable_timeout c0 30ms then cpu 1us else io 1ms";
    };
  }

  private String waits() {
    return events
        ? "wait_for_completion_"
            + pick("", "killable_", "interruptible_")
            + "timeout c1 20ms else complete c0"
        : "sleep 10ms";
  }

  private String pages() {
    return switch (random.nextInt(4)) {
      case 0 -> events ? "alloc_page" : "alloc_page, free_page";
      case 1 -> events ? "free_page" : "alloc_page, io 1ms, free_page";
      case 2 -> "alloc_page, cpu 10us, free_page";
      default ->
          "memalloc_noreclaim_save, alloc_page then ( io 1ms ; free_page ) else cpu 1us,"
              + " memalloc_noreclaim_restore";
    };
  }

  private String atomic(String file) {
    String open = "open " + file + " on " + pick("m0", "m1", "m2");
    String end = "fput " + file;
    return switch (random.nextInt(4)) {
      case 0 -> open + ", spin_lock s, " + end + ", spin_unlock s";
      case 1 -> open + ", spin_lock_bh s, spin_unlock_bh s, " + end;
      case 2 -> open + ", local_bh_disable, " + end + ", local_bh_enable";
      default -> open + ", rcu_read_lock, complete c1, rcu_read_unlock, " + end;
    };
  }
}
