package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What lockdep takes for alike, and calls it: the lock class that a lock's initialisation names
 * (fs/inode.c and fs/super.c for those of a file system type, mm/init-mm.c, fs/afs/super.c,
 * net/core/sock.c, fs/eventpoll.c, v6.6). A lock of the scenario's own is a class of its own name.
 *
 * @param name as lockdep prints it
 * @param perType whether each type of file system has its own class
 * @param sleeps whether lockdep knows it for a lock that sleeps; else its wait type is 0
 */
public record LockKey(String name, boolean perType, boolean sleeps) {

  /** How a directory's {@code i_rwsem} is told from a file's, by the instance's name. */
  private static final String DIRECTORY = "/";

  private static final LockKey DIRECTORY_LOCK = new LockKey("&type->i_mutex_dir_key", true, true);

  private static final Map<String, LockKey> KERNEL = kernel();

  /** The class of a lock. */
  public static LockKey of(LockName lock) {
    if (lock.word().equals("i_rwsem") && lock.instance().endsWith(DIRECTORY)) {
      return DIRECTORY_LOCK;
    }
    LockKey known = KERNEL.get(lock.word());
    return known == null ? new LockKey(lock.word(), false, true) : known;
  }

  private static Map<String, LockKey> kernel() {
    Map<String, LockKey> keys = new LinkedHashMap<>();
    keys.put("mmap_lock", new LockKey("&mm->mmap_lock", false, true));
    keys.put("i_rwsem", new LockKey("&sb->s_type->i_mutex_key", true, true));
    keys.put("invalidate_lock", new LockKey("mapping.invalidate_lock", true, true));
    keys.put("s_umount", new LockKey("&type->s_umount_key", true, true));
    keys.put("sb_writers", new LockKey("sb_writers", true, false));
    keys.put("sb_pagefaults", new LockKey("sb_pagefaults", true, false));
    keys.put("sb_internal", new LockKey("sb_internal", true, false));
    keys.put("rmdir_lock", new LockKey("&vnode->rmdir_lock", false, true));
    keys.put("io_lock", new LockKey("&vnode->io_lock", false, true));
    keys.put("io_lock_nested", new LockKey("&vnode->io_lock/1", false, true));
    keys.put("sk_lock", new LockKey("sk_lock-AF_INET", false, false));
    keys.put(LockName.ANY_EVENTPOLL.word(), new LockKey("&ep->mtx", false, true));
    return keys;
  }
}
