package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lockdep says that one task holds ({@code lockdep_print_held_locks},
 * kernel/locking/lockdep.c): {@code 2 locks held by umount/1234:} and its lines. A lock that is
 * waited for is entered before the wait, so the last may be none that the task has.
 *
 * @param comm the task
 * @param pid its number
 * @param locks the first taken first
 */
public record LockList(String comm, int pid, List<PrintedLock> locks) {

  private static final Pattern HEAD =
      Pattern.compile(
          "^(?:(\\d+) locks?|no locks) (?:held|on stack) by (.{1,40})/(\\d+)(?:[:.,].*)?$");

  private static final Pattern ENTRY = Pattern.compile("^#(\\d{1,2}):\\s+(.*)$");

  /** Lines of other printers, or the wrapped ends of lines, among those of a list. */
  private static final int FOREIGN_LINES = 3;

  /** Whether a list begins with this line. */
  static boolean begins(String text) {
    return text.contains(" by ") && HEAD.matcher(text).matches();
  }

  /** A list, and the line behind it. */
  record Read(LockList list, int end) {}

  /** Reads the list that begins at {@code at}, or null where none does. */
  static @Nullable Read read(List<LogLine> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at).text());
    if (!head.matches()) {
      return null;
    }
    int expected = head.group(1) == null ? 0 : Numbers.of(head.group(1));
    List<PrintedLock> locks = new ArrayList<>();
    int end = at + 1;
    int number = -1;
    for (int i = end, foreign = 0;
        expected > 0 && i < lines.size() && foreign <= FOREIGN_LINES;
        i++) {
      Matcher entry = ENTRY.matcher(lines.get(i).text());
      PrintedLock lock = entry.matches() ? PrintedLock.of(entry.group(2)) : null;
      if (lock == null) {
        if (Boundary.isHead(lines.get(i).text())) {
          break;
        }
        foreign++;
        continue;
      }
      foreign = 0;
      int place = Numbers.of(entry.group(1));
      if (place == number) {
        locks.set(locks.size() - 1, lock);
      } else if (place < number || locks.size() == expected) {
        break;
      } else {
        locks.add(lock);
      }
      number = place;
      end = i + 1;
    }
    return new Read(
        new LockList(head.group(2).strip(), Numbers.of(head.group(3)), List.copyOf(locks)), end);
  }
}
