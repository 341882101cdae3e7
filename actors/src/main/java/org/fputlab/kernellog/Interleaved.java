package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes apart what several tasks and processors printed at the same time, where the kernel says who
 * printed a line (CONFIG_PRINTK_CALLER, kernel/printk/printk.c); and takes out the blank lines of a
 * text that a mail program double-spaced, the second of lines that two consoles wrote to one file,
 * and what {@code journalctl -o verbose} tells besides the messages.
 */
final class Interleaved {

  /** Of a double-spaced text so many lines at least in a hundred are blank, or said again. */
  private static final int EVERY_OTHER_PERCENT = 42;

  private static final Pattern FIELD =
      Pattern.compile("^(?:_{0,2}[A-Z][A-Z0-9_]{2,}=.*|.*\\[s=[0-9a-f]+;i=[0-9a-f]+.*\\])$");

  private Interleaved() {}

  /** The lines by caller, each caller's in order; a line without one belongs to that before it. */
  static List<List<LogLine>> apart(List<LogLine> lines) {
    Map<String, List<LogLine>> byCaller = new LinkedHashMap<>();
    String caller = "";
    for (LogLine line : once(singleSpaced(messages(lines)))) {
      boolean anew = line.isStamped() || !line.caller().isEmpty();
      caller = anew ? line.caller() : caller;
      byCaller.computeIfAbsent(caller, none -> new ArrayList<>()).add(line);
    }
    return new ArrayList<>(byCaller.values());
  }

  private static List<LogLine> messages(List<LogLine> lines) {
    return lines.stream().filter(line -> !FIELD.matcher(line.text()).matches()).toList();
  }

  private static List<LogLine> once(List<LogLine> lines) {
    List<LogLine> first = new ArrayList<>();
    for (LogLine line : lines) {
      boolean again = !first.isEmpty() && isSame(first.get(first.size() - 1), line);
      if (!again) {
        first.add(line);
      }
    }
    return (lines.size() - first.size()) * 100 < lines.size() * EVERY_OTHER_PERCENT ? lines : first;
  }

  private static boolean isSame(LogLine one, LogLine other) {
    return one.text().equals(other.text())
        && one.when().equals(other.when())
        && one.caller().equals(other.caller());
  }

  private static List<LogLine> singleSpaced(List<LogLine> lines) {
    int alternating = 0;
    for (int i = 1; i + 1 < lines.size(); i++) {
      boolean between = !lines.get(i - 1).isBlank() && !lines.get(i + 1).isBlank();
      alternating += lines.get(i).isBlank() && between ? 1 : 0;
    }
    return alternating * 100 < lines.size() * EVERY_OTHER_PERCENT
        ? lines
        : lines.stream().filter(line -> !line.isBlank()).toList();
  }
}
