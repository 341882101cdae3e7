package org.fputlab.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * A lock as lockdep prints it ({@code print_lock}, kernel/locking/lockdep.c).
 *
 * @param name the class, as in {@code &type->s_umount_key#53}
 * @param address of the instance, as printed, or "" where only the class was
 * @param at the function that took it, the outermost where inlined ones stand before it, or ""
 */
public record PrintedLock(String name, String address, String at) {

  /** Four usage characters since 2.6.31 or so and before, six in between; then wait types. */
  private static final Pattern LOCK =
      Pattern.compile(
          "^(?:([0-9a-f]{8,16}|\\(ptrval\\)|\\(____ptrval____\\))?\\s*)?"
              + "\\(([^{]+)\\)\\s?\\{[-.+?=*]{2,8}\\}(?:-\\{\\d+:\\d+\\})?"
              + "(?:,?\\s*at:\\s*(.*))?[:,]?$");

  private static final Pattern PLACE =
      Pattern.compile("^(?:\\[<?[0-9a-f]+>?\\]\\s*)?([A-Za-z_$.][\\w.$]*)(?:\\+0x|\\s|$).*$");

  /** A lock's text, or null. */
  static @Nullable PrintedLock of(String text) {
    if (text.indexOf('{') < 0) {
      return null;
    }
    Matcher lock = LOCK.matcher(text);
    if (!lock.matches()) {
      return null;
    }
    String address = lock.group(1) == null ? "" : lock.group(1);
    return new PrintedLock(lock.group(2).strip(), address, place(lock.group(3)));
  }

  private static String place(@Nullable String text) {
    if (text == null) {
      return "";
    }
    Matcher place = PLACE.matcher(text.strip());
    return place.matches() ? place.group(1) : "";
  }

  /** What kind of thing lockdep has made a class of. */
  Node.Kind kind() {
    return ProcLock.named(name).kind();
  }

  /** Whether it stands for a work item or a workqueue, not for a lock. */
  public boolean isWork() {
    Node.Kind kind = kind();
    return kind == Node.Kind.WORK || kind == Node.Kind.QUEUE;
  }

  /** Whether both are the same instance, or may be where no address tells. */
  boolean isSame(PrintedLock other) {
    return name.equals(other.name)
        && (address.equals(other.address) || address.isEmpty() || other.address.isEmpty());
  }
}
