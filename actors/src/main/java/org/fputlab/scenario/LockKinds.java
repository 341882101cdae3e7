package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;

/**
 * Which lock is of which kind: fixed for the kernel's own, else by the first step that takes it.
 *
 * <p>The kernel's are those of the close paths (mm/filemap.c's lock ordering, fs/namespace.c,
 * fs/super.c, fs/nfsd/nfssvc.c, fs/lockd/svcsubs.c and svc.c, fs/afs/dir_silly.c, fs/eventpoll.c,
 * v6.6).
 */
final class LockKinds {

  /** The superblock's levels, each of which freeze_super takes exclusively and writers share. */
  static final String SB_WRITERS = "sb_writers";

  static final String SB_PAGEFAULTS = "sb_pagefaults";
  static final String SB_INTERNAL = "sb_internal";

  private static final Pattern OF_MOUNT =
      Pattern.compile("(?:sb_writers|sb_pagefaults|sb_internal|s_writers\\.frozen)\\(([^()]+)\\)");

  /** What there is one of per instance; "" if the machine has only one. */
  private record Known(LockKind kind, String perWhat) {

    /** Whether what is being closed, as this word means it, has such a lock. */
    boolean isOf(String word) {
      return switch (perWhat) {
        case "inode" -> true;
        case "socket" -> word.equals("inode");
        case "mount" -> word.equals("sb");
        default -> false;
      };
    }
  }

  private static final Map<String, Known> KERNEL = kernel();

  private final Map<String, LockKind> kinds = new LinkedHashMap<>();

  /**
   * @param semaphores counting resources, which the scenario declares
   */
  LockKinds(Set<String> semaphores) {
    semaphores.forEach(name -> kinds.put(name, LockKind.SEMAPHORE));
  }

  /** Whether it is a superblock's freeze level, which steps name by its mount alone. */
  static boolean isFreezeLevel(String word) {
    Known known = KERNEL.get(word);
    return known != null && known.kind() == LockKind.FREEZE;
  }

  /** Refuses a lock that is of another kind, or that misses or should not have an instance. */
  void check(String word, String instance, LockKind kind) throws BadValue {
    Known known = KERNEL.get(word);
    LockKind actual = known == null ? kinds.computeIfAbsent(word, first -> kind) : known.kind();
    if (actual != kind) {
      throw new BadValue(word + " is " + actual.spoken(), "It is taken by " + actual.words());
    }
    if (known != null) {
      checkInstance(word, instance, known);
    }
  }

  /** Refuses a lock of the kernel's that nothing of what is being closed has. */
  static void checkPlaceholder(String word, String instance) throws BadValue {
    Known known = KERNEL.get(word);
    if (known != null && !known.isOf(instance)) {
      throw new BadValue(
          "what is being closed has no " + word + "(" + instance + ")",
          known.perWhat().equals("mm")
              ? "A file has no address space; name one, as in " + word + "(app)"
              : "Each " + known.perWhat() + " has its own");
    }
  }

  /** The mount in what reports write as {@code sb_writers(data)}. */
  static String frozen(String written) {
    Matcher parts = OF_MOUNT.matcher(written);
    return parts.matches() ? String.valueOf(parts.group(1)) : written;
  }

  private static void checkInstance(String word, String instance, Known known) throws BadValue {
    if (known.perWhat().isEmpty() && !instance.isEmpty()) {
      throw new BadValue("the machine has only one " + word, "Write " + word);
    }
    if (!known.perWhat().isEmpty() && instance.isEmpty()) {
      throw new BadValue(
          "each " + known.perWhat() + " has its own " + word,
          "Say which, as in " + word + "(" + known.perWhat() + "-1)");
    }
  }

  /** A lock that is one of the kernel's own, or that some step takes. */
  LockName known(String text) throws BadValue {
    if (!LockName.isName(text)) {
      throw new BadValue("does not name a lock", "Write it as in mmap_lock(app) or nfsd_mutex");
    }
    LockName lock = LockName.of(text);
    Known known = KERNEL.get(lock.word());
    if (known != null) {
      checkInstance(lock.word(), lock.instance(), known);
    } else if (kinds.getOrDefault(lock.word(), LockKind.SEMAPHORE) == LockKind.SEMAPHORE) {
      Set<String> words = new LinkedHashSet<>(KERNEL.keySet());
      kinds.forEach((word, kind) -> addUnlessSemaphore(word, kind, words));
      Names.check(lock.word(), words, "lock");
    }
    return lock;
  }

  private static void addUnlessSemaphore(String word, LockKind kind, Set<String> words) {
    if (kind != LockKind.SEMAPHORE) {
      words.add(word);
    }
  }

  private static Map<String, Known> kernel() {
    Map<String, Known> locks = new LinkedHashMap<>();
    locks.put("mmap_lock", new Known(LockKind.RWSEM, "mm"));
    locks.put("i_rwsem", new Known(LockKind.RWSEM, "inode"));
    locks.put("s_umount", new Known(LockKind.RWSEM, "mount"));
    locks.put("namespace_sem", new Known(LockKind.RWSEM, ""));
    locks.put("rmdir_lock", new Known(LockKind.RWSEM, "inode"));
    locks.put("invalidate_lock", new Known(LockKind.RWSEM, "inode"));
    locks.put("nfsd_mutex", new Known(LockKind.MUTEX, ""));
    locks.put("nlm_file_mutex", new Known(LockKind.MUTEX, ""));
    locks.put("nlmsvc_mutex", new Known(LockKind.MUTEX, ""));
    locks.put("epmutex", new Known(LockKind.MUTEX, ""));
    locks.put("epnested_mutex", new Known(LockKind.MUTEX, ""));
    locks.put("io_lock", new Known(LockKind.MUTEX, "inode"));
    locks.put("io_lock_nested", new Known(LockKind.MUTEX, "inode"));
    locks.put("sk_lock", new Known(LockKind.MUTEX, "socket"));
    locks.put(LockName.ANY_EVENTPOLL.word(), new Known(LockKind.MUTEX, "eventpoll"));
    for (String level : List.of(SB_WRITERS, SB_PAGEFAULTS, SB_INTERNAL)) {
      locks.put(level, new Known(LockKind.FREEZE, "mount"));
    }
    return locks;
  }
}
