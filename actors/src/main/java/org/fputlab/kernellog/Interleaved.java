package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes apart what several tasks and processors printed at the same time, where the kernel says who
 * printed a line (CONFIG_PRINTK_CALLER, kernel/printk/printk.c); and takes out the blank lines of a
 * text that a mail program double-spaced.
 */
final class Interleaved {

  /** Of a double-spaced text so many lines at least in a hundred are blank. */
  private static final int BLANK_PERCENT = 42;

  private Interleaved() {}

  /** The lines by caller, each caller's in order; a line without one belongs to that before it. */
  static List<List<LogLine>> apart(List<LogLine> lines) {
    Map<String, List<LogLine>> byCaller = new LinkedHashMap<>();
    String caller = "";
    for (LogLine line : singleSpaced(lines)) {
      boolean anew = line.isStamped() || !line.caller().isEmpty();
      caller = anew ? line.caller() : caller;
      byCaller.computeIfAbsent(caller, none -> new ArrayList<>()).add(line);
    }
    return new ArrayList<>(byCaller.values());
  }

  private static List<LogLine> singleSpaced(List<LogLine> lines) {
    int alternating = 0;
    for (int i = 1; i + 1 < lines.size(); i++) {
      boolean between = !lines.get(i - 1).isBlank() && !lines.get(i + 1).isBlank();
      alternating += lines.get(i).isBlank() && between ? 1 : 0;
    }
    return alternating * 100 < lines.size() * BLANK_PERCENT
        ? lines
        : lines.stream().filter(line -> !line.isBlank()).toList();
  }
}
