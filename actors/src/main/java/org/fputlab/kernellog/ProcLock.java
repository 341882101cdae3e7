package org.fputlab.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.locks.Node;

/**
 * A lock class as a kernel's files name it: {@code print_name()} (kernel/locking/lockdep_proc.c,
 * v6.19).
 *
 * @param address its key's address, hashed since 4.15: the same for one boot, and no longer
 * @param name with the number that tells it from others of that name, and its subclass, as in
 *     {@code &sb->s_type->i_mutex_key#12/4}
 */
record ProcLock(String address, String name) {

  private static final Pattern PARTS = Pattern.compile("(.+?)(#[1-9]\\d{0,5})?(/[1-7])?");
  private static final Pattern OLD_WORKQUEUE = Pattern.compile("\\(wq_completion\\)\"([^\"]*)\"");

  /** A class of which only the name is known, as in a report. */
  static ProcLock named(String name) {
    return of("", name);
  }

  /** A class by what the file says of it. */
  static ProcLock of(String address, String name) {
    return new ProcLock(address, spelt(name));
  }

  /** Whether its address tells it from others: early in a boot all are printed alike. */
  boolean hasAddress() {
    return !address.isEmpty() && address.indexOf('_') < 0;
  }

  /** Up to 4.20 the name of a workqueue stood in quotes. */
  static String spelt(String name) {
    return name.indexOf('"') < 0
        ? name
        : OLD_WORKQUEUE.matcher(name).replaceAll("(wq_completion)$1");
  }

  /** What kind of thing lockdep has made a class of. */
  Node.Kind kind() {
    if (name.startsWith("(wq_completion)")) {
      return Node.Kind.QUEUE;
    }
    if (name.startsWith("(work_completion)") || name.endsWith(".work") || name.endsWith("_work)")) {
      return Node.Kind.WORK;
    }
    return name.startsWith("(completion)") ? Node.Kind.COMPLETION : Node.Kind.LOCK;
  }

  /** Its name without number and subclass. */
  static String base(String name) {
    Matcher parts = PARTS.matcher(name);
    return parts.matches() ? parts.group(1) : name;
  }

  /** Whether it has a number: its name is another's too, and numbers are those of one boot. */
  static boolean isNumbered(String name) {
    Matcher parts = PARTS.matcher(name);
    return parts.matches() && parts.group(2) != null;
  }
}
