package org.fputlab.engine;

/**
 * Something a task can hold or wait for: a lock, a running work item, a thread's identity, a
 * server's reply.
 *
 * <p>One object per instance and run; compare by identity.
 */
public final class Resource {

  /** What kind of thing it is, and so what supervisors may conclude from it. */
  public enum Kind {
    RWSEM("rw-semaphore", true),
    MUTEX("mutex", true),
    SPINLOCK("spinlock", true),
    SEMAPHORE("semaphore", false),
    COMPLETION("completion", false),
    WORK("work item", true),
    THREAD("kthread", false),
    FLAG("flag", false),
    POOL("pool", false),
    SERVER("server", false),
    IO("I/O", false),
    CPU("CPU", false),
    TIMER("timer", false);

    private final String word;
    private final boolean ordered;

    Kind(String word, boolean ordered) {
      this.word = word;
      this.ordered = ordered;
    }

    /** The kernel's word for it. */
    public String word() {
      return word;
    }

    /** Whether it is a lock that has an owner, and that lockdep counts as held while waited for. */
    public boolean isLock() {
      return this == RWSEM || this == MUTEX || this == SPINLOCK;
    }

    /** Whether lockdep would track the order in which it is taken. */
    public boolean ordered() {
      return ordered;
    }
  }

  private final Kind kind;
  private final LockClass lockClass;
  private final String name;

  Resource(Kind kind, LockClass lockClass, String name) {
    this.kind = kind;
    this.lockClass = lockClass;
    this.name = name;
  }

  public Kind kind() {
    return kind;
  }

  /** What lockdep takes for alike: every {@code mmap_lock} is of one class. */
  public LockClass lockClass() {
    return lockClass;
  }

  /** What kind of thing it is, in one word of the language: {@code mmap_lock}. */
  public String word() {
    return lockClass.word();
  }

  /** The instance, as in {@code mmap_lock(app)}. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
