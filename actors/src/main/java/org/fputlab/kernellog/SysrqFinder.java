package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What sysrq w and t print, and any list of tasks like it ({@code show_state_filter},
 * kernel/sched/core.c): tasks one after another, with or without a header.
 */
final class SysrqFinder implements Finder {

  private static final Pattern HEAD =
      Pattern.compile(
          "^.*\\b(?i:sysrq)\\s*: (?:Show |Showing )?(Blocked|State|Task|HELP|Locks|All).*$");

  private static final Pattern COLUMNS =
      Pattern.compile("^task\\s+PC\\s+stack\\s+pid\\s+father.*$");

  /** Blank lines and lines of others between two tasks. */
  private static final int FOREIGN_LINES = 6;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    boolean head = HEAD.matcher(text).matches() || COLUMNS.matcher(text).matches();
    if (!head && TaskLine.of(text) == null) {
      return at;
    }
    List<LoggedTask> tasks = new ArrayList<>();
    int end = head ? at + 1 : at;
    for (int i = end, foreign = 0; i < lines.size() && foreign <= FOREIGN_LINES; ) {
      String here = lines.get(i).text();
      boolean unnamed = tasks.isEmpty() && head && TaskSection.isTrace(here);
      if (TaskLine.of(here) != null || unnamed) {
        TaskSection section = TaskSection.read(lines, i);
        tasks.add(section.task());
        i = Math.max(section.end(), i + 1);
        end = i;
        foreign = 0;
      } else if (COLUMNS.matcher(here).matches()) {
        i++;
      } else if (here.startsWith("INFO: task") || isOther(here)) {
        break;
      } else {
        foreign++;
        i++;
      }
    }
    if (!tasks.isEmpty()) {
      found.add(LogReport.of(LogReport.Kind.SYSRQ, form(text), lines.get(at), tasks));
    }
    return Math.max(end, at + 1);
  }

  private static boolean isOther(String text) {
    return Boundary.isHead(text) && !text.startsWith("Workqueue: ") && !text.startsWith("CPU: ");
  }

  private static String form(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains("blocked state")) {
      return "sysrq w";
    }
    return lower.contains("show state") ? "sysrq t" : "task list";
  }
}
