package org.fputlab.kernellog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sched_show_task} prints of one task: its line, its work item, its call trace; and
 * what stands before these in a hung-task report.
 *
 * @param task the task, without a name where there was no task line
 * @param release the kernel, where a line named it
 * @param end the line behind all of it
 */
record TaskSection(LoggedTask task, Release release, int end) {

  /** So many lines at most come between a header and the trace. */
  private static final int LINES_BEFORE_TRACE = 14;

  private static final Pattern WORK =
      Pattern.compile("^Workqueue:\\s+(\\S+\\s+\\S+)(?:\\s+\\[.*\\])?(?:\\s+\\(.*\\))?\\s*$");

  private static final Pattern TRACE =
      Pattern.compile(
          "^(?i:(?:kernel )?(?:call trace|backtrace|stack|call trace \\(.*\\))\\s*:).*$");

  /** Reads from {@code at} on: a task line, or what leads to one. */
  static TaskSection read(List<LogLine> lines, int at) {
    TaskLine line = null;
    String work = "";
    Release release = Release.UNKNOWN;
    int end = at;
    for (int i = at; i < lines.size() && i < at + LINES_BEFORE_TRACE; i++) {
      String text = lines.get(i).text();
      TaskLine here = line == null ? TaskLine.of(text) : null;
      if (here != null) {
        line = here;
        end = i + 1;
      } else if (isTrace(text) || StackFrame.of(text) != null) {
        Stack stack = Stack.read(lines, isTrace(text) ? i + 1 : i);
        if (stack.frames().isEmpty() && isRaw(text)) {
          continue;
        }
        return new TaskSection(task(line, work, stack.frames()), release, stack.end());
      } else if (text.startsWith("Workqueue:")) {
        work = workIn(text);
        end = i + 1;
      } else if (i > at && isOther(text)) {
        break;
      } else {
        Release named = Release.of(text);
        release = named == null ? release : named;
        end = named == null ? end : i + 1;
      }
    }
    return new TaskSection(task(line, work, List.of()), release, end);
  }

  private static LoggedTask task(@Nullable TaskLine line, String work, List<StackFrame> stack) {
    return line == null
        ? LoggedTask.of("", Numbers.NONE, "", stack).running(work)
        : LoggedTask.of(line, work, stack);
  }

  private static boolean isOther(String text) {
    return Boundary.isHead(text) && !text.startsWith("CPU: ");
  }

  /** Words of the stack, as MIPS and x86 of 2.6 print them before the trace. */
  private static boolean isRaw(String text) {
    return text.startsWith("Stack");
  }

  /** Whether a call trace follows. */
  static boolean isTrace(String text) {
    return TRACE.matcher(text).matches();
  }

  /** The queue and function of a {@code Workqueue:} line. */
  static String workIn(String text) {
    Matcher work = WORK.matcher(text);
    return work.matches() ? work.group(1).replaceAll("\\s+", " ") : "";
  }
}
