package org.fputlab.model;

/** What kind of lock, and how a problem speaks of it. */
public enum LockKind {
  RWSEM("an rwsem", "down_read or down_write"),
  MUTEX("a mutex", "mutex_lock"),
  SEMAPHORE("a semaphore", "down"),
  SPIN("a spinlock", "spin_lock or spin_lock_bh"),
  FREEZE("a superblock's freeze level", "sb_start_write or freeze_super");

  private final String spoken;
  private final String words;

  LockKind(String spoken, String words) {
    this.spoken = spoken;
    this.words = words;
  }

  /** With its article. */
  public String spoken() {
    return spoken;
  }

  /** By which words it is taken. */
  public String words() {
    return words;
  }
}
