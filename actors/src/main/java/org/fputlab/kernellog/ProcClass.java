package org.fputlab.kernellog;

import org.fputlab.locks.FileLine;

/**
 * A class as {@code /proc/lockdep} lists it ({@code l_show()}, kernel/locking/lockdep_proc.c).
 *
 * @param forward how many classes it reaches by the kernel's own count, itself included; -1 where
 *     the file has no such count
 * @param backward how many reach it, likewise
 * @param usage its four characters (hardirq, hardirq by readers, softirq, softirq by readers), or
 *     six before 4.14, or ""
 * @param at where it stands
 */
record ProcClass(ProcLock lock, long forward, long backward, String usage, FileLine at) {

  /** Whether the file says more of it than its name. */
  boolean isCounted() {
    return forward >= 0;
  }

  /** Whether nobody was seen to take one of it but readers. */
  boolean isOnlyRead() {
    return taken(1) && !taken(0);
  }

  /** Whether it was taken by writers, whose places are even, or by readers, whose are odd. */
  private boolean taken(int first) {
    for (int i = first; i < usage.length(); i += 2) {
      if (usage.charAt(i) != '.') {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it may be one that sleeps: it was never taken in an interrupt, nor with interrupts or
   * softirqs off.
   */
  boolean maySleep() {
    if (usage.isEmpty()) {
      return true;
    }
    String irqs = usage.substring(0, 4);
    return irqs.indexOf('+') >= 0
        && irqs.indexOf('-') < 0
        && irqs.indexOf('?') < 0
        && irqs.charAt(0) == irqs.charAt(2)
        && irqs.charAt(1) == irqs.charAt(3);
  }
}
