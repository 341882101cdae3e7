package org.fputlab.locks;

import java.util.Locale;

/**
 * Something that can be waited for: a lock, or what else a task can sleep on until others act.
 *
 * @param kind what kind of thing
 * @param lockClass what lockdep takes for alike and calls it, as {@code &mm->mmap_lock}
 * @param instance which one of the class, as {@code mmap_lock(app)}; "" where the class is meant
 */
public record Node(Kind kind, String lockClass, String instance) implements Comparable<Node> {

  /** The kinds of things that can be waited for. */
  public enum Kind {
    /** A lock of which no more is known, as lockdep's files have it. */
    LOCK,
    RWSEM,
    MUTEX,
    /** One unit of a counting resource. */
    SEMAPHORE,
    COMPLETION,
    /** A work item's end. */
    WORK,
    /** The end of all that is on a queue of work. */
    QUEUE,
    /** A thread's end. */
    THREAD,
    /** A free thread of a pool. */
    POOL,
    /** The reply of a server. */
    REPLY,
    /** A superblock that is not frozen. */
    FREEZE,
    /** A flag that whoever set it clears. */
    FLAG;

    /** In words. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A whole class. */
  public static Node ofClass(Kind kind, String lockClass) {
    return new Node(kind, lockClass, "");
  }

  /** Its instance, or its class where no instance is meant. */
  public String name() {
    return instance.isEmpty() ? lockClass : instance;
  }

  /** What lockdep knows it by: its class. */
  public Node ofItsClass() {
    return instance.isEmpty() ? this : ofClass(kind, lockClass);
  }

  /** By class and then by instance. */
  @Override
  public int compareTo(Node other) {
    int classes = lockClass.compareTo(other.lockClass);
    if (classes != 0) {
      return classes;
    }
    int instances = instance.compareTo(other.instance);
    return instances == 0 ? kind.compareTo(other.kind) : instances;
  }

  @Override
  public String toString() {
    return name();
  }
}
