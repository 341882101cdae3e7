package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;

/**
 * What khungtaskd would have printed: {@code check_hung_uninterruptible_tasks()}
 * (kernel/hung_task.c, v6.6) with its defaults, a check every {@code hung_task_timeout_secs} and
 * ten warnings.
 *
 * <p>A row's epoch stands for the switch counts {@code nvcsw + nivcsw}. Left out: the offset and
 * size behind each function, free stack (0, as without {@code CONFIG_DEBUG_STACK_USAGE}), true
 * parents (kthreadd or init) and thread flags beyond those of a kernel worker.
 */
final class HungTasks {

  /** {@code sysctl_hung_task_warnings}. */
  private static final int WARNINGS = 10;

  private record Mark(int epoch, long at) {}

  private final long interval;
  private long nextCheck;
  private int warnings = WARNINGS;
  private final Map<Integer, Mark> marks = new LinkedHashMap<>();
  private final List<String> printed = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private long firstAt = -1;
  private long longestSeconds;

  HungTasks(long interval) {
    this.interval = interval;
    this.nextCheck = interval;
  }

  /** Runs the check if it is due. */
  void look(List<TaskRow> rows, long now) {
    if (now < nextCheck) {
      return;
    }
    nextCheck += interval * ((now - nextCheck) / interval + 1);
    for (TaskRow row : rows) {
      Wait wait = row.waitsFor();
      if (wait == null || wait.sleep() != Sleep.UNINTERRUPTIBLE) {
        marks.remove(row.pid());
      } else {
        check(row, wait, now);
      }
    }
  }

  private void check(TaskRow row, Wait wait, long now) {
    Mark mark = marks.get(row.pid());
    if (mark == null || mark.epoch != row.epoch()) {
      marks.put(row.pid(), new Mark(row.epoch(), now));
    } else if (warnings > 0) {
      warnings--;
      report(row, wait, now, (now - mark.at) / 1_000_000_000);
    }
  }

  private void report(TaskRow row, Wait wait, long now, long seconds) {
    if (firstAt < 0) {
      firstAt = now;
    }
    longestSeconds = Math.max(longestSeconds, seconds);
    if (!reported.contains(row.name())) {
      reported.add(row.name());
    }
    print(
        now, "INFO: task %s:%d blocked for more than %d seconds.", row.name(), row.pid(), seconds);
    print(now, "      Not tainted 6.6.0 #1");
    print(now, "\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.");
    print(
        now,
        "task:%-15.15s state:%s stack:%-5d pid:%-5d ppid:%-6d flags:0x%08x",
        row.name(),
        wait.sleep().letter(),
        0,
        row.pid(),
        row.isKthread() ? 2 : 1,
        row.isKthread() ? 0x4000 : 0);
    if (row.work() != null) {
      print(now, "Workqueue: %s", row.work());
    }
    print(now, "Call Trace:");
    print(now, " <TASK>");
    Frame.functions(row.frame()).forEach(f -> print(now, " %s", f));
    print(now, " </TASK>");
    if (warnings == 0) {
      print(now, "Future hung task reports are suppressed, see sysctl kernel.hung_task_warnings");
    }
  }

  private void print(long now, String format, Object... values) {
    printed.add(Times.stamp(now) + " " + String.format(Locale.ROOT, format, values));
  }

  /** Whether khungtaskd printed anything. */
  boolean hasReported() {
    return firstAt >= 0;
  }

  /** All that was printed, in one finding. */
  List<Finding> findings() {
    if (firstAt < 0) {
      return List.of();
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tasks", reported.size());
    figures.put("reports", WARNINGS - warnings);
    figures.put("longestSeconds", longestSeconds);
    String headline =
        String.format(
            Locale.ROOT,
            "khungtaskd reports %d %s blocked for more than %d seconds",
            reported.size(),
            reported.size() == 1 ? "task" : "tasks",
            longestSeconds);
    return List.of(
        new Finding(
            Finding.Kind.HUNG_TASK,
            reported.get(0),
            headline,
            firstAt,
            firstAt,
            List.copyOf(printed),
            figures,
            Verdict.OK));
  }
}
