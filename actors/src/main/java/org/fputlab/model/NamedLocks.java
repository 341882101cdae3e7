package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The locks of a machine that have a name: those that its paths take, with every inode and mount
 * for which the words of a close can stand; its address spaces' {@code mmap_lock}s; the mutexes of
 * its eventpolls; and those that its own paths and services take, as {@code s_umount}, {@code
 * namespace_sem}, {@code nfsd_mutex}. What has no name goes by the number of its open file, as in
 * {@code i_rwsem(file 12)}.
 */
public final class NamedLocks {

  private static final String OF_NFSD = "nfsd_mutex";
  private static final List<String> OF_LOCKD = List.of("nlm_file_mutex", "nlmsvc_mutex");

  /** {@code sb_writers_name} (fs/super.c, v6.6), in the order in which a freeze takes them. */
  public static final List<String> FREEZE_LEVELS =
      List.of("sb_writers", "sb_pagefaults", "sb_internal");

  private static final Effect EVENTPOLL_IS_CLOSED = new Effect.Empties(Effect.Store.EVENTPOLL);

  private final KernelSpec kernel;
  private final Set<String> names = new TreeSet<>();
  private final Set<String> mutexes = new LinkedHashSet<>(List.of(OF_NFSD));
  private final Set<String> perFile = new LinkedHashSet<>();

  /** Those that are opened by name, by mount. */
  private final Map<String, Set<String>> inodes = new LinkedHashMap<>();

  private final Map<String, Set<Path>> walkedByMount = new LinkedHashMap<>();

  private NamedLocks(KernelSpec kernel) {
    this.kernel = kernel;
    mutexes.addAll(OF_LOCKD);
  }

  public static NamedLocks of(KernelSpec kernel) {
    NamedLocks locks = new NamedLocks(kernel);
    NamedInodes.of(kernel, locks::inode);
    kernel.programs().forEach(program -> locks.add(program.path(), program.closedOn()));
    for (KernelSpec.Mount mount : kernel.mounts().values()) {
      locks.names.add(new LockName("s_umount", mount.superblock()).toString());
    }
    locks.names.add("namespace_sem");
    kernel.nfsd().ifPresent(nfsd -> locks.names.add(OF_NFSD));
    kernel.lockd().ifPresent(lockd -> locks.names.addAll(OF_LOCKD));
    locks.names.addAll(kernel.semaphores().keySet());
    return locks;
  }

  /** In the order of the alphabet; those of inodes without a name are left out. */
  public Set<String> names() {
    return names;
  }

  /** Whether there is such a lock. */
  public boolean contains(String name) {
    if (names.contains(name)) {
      return true;
    }
    if (!LockName.isName(name)) {
      return false;
    }
    LockName lock = LockName.of(name);
    return lock.instance().startsWith(LockName.NUMBERED) && perFile.contains(lock.word());
  }

  /** Whether it is taken as a mutex; every other lock that is no semaphore is an rwsem. */
  public boolean isMutex(LockName lock) {
    return mutexes.contains(lock.word());
  }

  private void inode(String inode, String mount) {
    inodes.computeIfAbsent(mount, first -> new LinkedHashSet<>()).add(inode);
  }

  private void add(Path path, String closedOn) {
    if (walkedByMount.computeIfAbsent(closedOn, first -> new LinkedHashSet<>()).add(path)) {
      path.effects().forEach(effect -> add(effect, closedOn));
    }
  }

  private void add(Effect effect, String closedOn) {
    Path through = Path.through(effect);
    if (through != null) {
      add(through, closedOn);
    } else if (effect instanceof Effect.Takes taken) {
      if (taken.word().startsWith("mutex")) {
        mutexes.add(taken.lock().word());
      }
      add(taken.lock(), closedOn);
    } else if (effect instanceof Effect.TakesUnowned taken) {
      add(taken.lock(), closedOn);
    } else if (effect instanceof Effect.Freezes freeze) {
      FREEZE_LEVELS.forEach(level -> add(new LockName(level, freeze.superblock()), closedOn));
    } else if (effect.equals(EVENTPOLL_IS_CLOSED)) {
      addEventpolls(closedOn);
    }
  }

  private void addEventpolls(String mount) {
    perFile.add(LockName.ANY_EVENTPOLL.word());
    kernel.files().stream()
        .filter(file -> file.mount().equals(mount))
        .forEach(
            file -> names.add(new LockName(LockName.ANY_EVENTPOLL.word(), file.name()).toString()));
  }

  private void add(LockName lock, String closedOn) {
    switch (LockName.PLACEHOLDERS.contains(lock.instance()) ? lock.instance() : "") {
      case "inode" -> {
        perFile.add(lock.word());
        for (String inode : inodes.getOrDefault(closedOn, Set.of())) {
          names.add(new LockName(lock.word(), inode).toString());
        }
      }
      case "parent" ->
          names.add(new LockName(lock.word(), kernel.superblock(closedOn) + "/").toString());
      case "sb" -> names.add(new LockName(lock.word(), kernel.superblock(closedOn)).toString());
      default -> {
        if (LockName.isName(lock.toString())) {
          names.add(lock.toString());
        }
      }
    }
  }
}
