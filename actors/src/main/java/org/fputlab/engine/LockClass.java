package org.fputlab.engine;

/**
 * A class of locks as lockdep has it: what the validator takes for alike, and the modes in which
 * any of them was ever taken (struct lock_class, include/linux/lockdep_types.h, v6.6).
 *
 * <p>Left out: interrupts, which are on wherever a lock that sleeps is taken.
 */
public final class LockClass {

  /** What lockdep's wait-type check knows of a class (include/linux/lockdep_types.h, v6.6). */
  public enum WaitType {
    /** A lock that sleeps. */
    SLEEP("{3:3}"),
    /** A spinlock, which does not. */
    SPIN("{2:2}"),
    /** An annotation that the check passes over. */
    NONE("{0:0}");

    private final String text;

    WaitType(String text) {
      this.text = text;
    }
  }

  private final int number;
  private final String word;
  private final String type;
  private final String name;
  private final WaitType waitType;
  private final boolean validated;
  private boolean read;
  private boolean written;

  LockClass(
      int number, String word, String type, String name, WaitType waitType, boolean validated) {
    this.number = number;
    this.word = word;
    this.type = type;
    this.name = name;
    this.waitType = waitType;
    this.validated = validated;
  }

  /** Its place in the order of first use. */
  int number() {
    return number;
  }

  /** The word that steps have for it: {@code mmap_lock}. */
  public String word() {
    return word;
  }

  /** The type of file system that has this class of its own, or "". */
  public String type() {
    return type;
  }

  /** As lockdep prints it: {@code &mm->mmap_lock}. */
  public String name() {
    return name;
  }

  /** Whether lockdep checks the order in which it is taken. */
  public boolean validated() {
    return validated;
  }

  /** One of the class is taken, or waited for. */
  void taken(boolean shared) {
    if (!validated) {
      return;
    }
    if (shared) {
      read = true;
    } else {
      written = true;
    }
  }

  /** Whether one of the class was ever taken, or waited for, other than by a reader. */
  public boolean wasWritten() {
    return written;
  }

  /**
   * Name, usage and wait type as lockdep prints them. A usage has four places: taken with hard
   * interrupts on, the same by a reader, and both again for soft ones.
   */
  @Override
  public String toString() {
    String usage = (written ? "+" : ".") + (read ? "+" : ".");
    return "(" + name + "){" + usage + usage + "}-" + waitType.text;
  }
}
