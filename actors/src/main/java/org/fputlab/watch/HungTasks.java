package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Moments;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.engine.Wait;

/**
 * What khungtaskd would have printed: {@code check_hung_uninterruptible_tasks()}
 * (kernel/hung_task.c, v6.6) with its ten warnings, and below them, as a kernel with lockdep has
 * it, who holds which locks ({@code debug_show_all_locks()}, kernel/locking/lockdep.c).
 *
 * <p>A row's epoch stands for the switch counts {@code nvcsw + nivcsw}. Left out: the offset and
 * size behind each function, free stack (0, as without {@code CONFIG_DEBUG_STACK_USAGE}), true
 * parents (kthreadd or init), thread flags beyond those of a kernel worker, and khungtaskd's own
 * lock.
 */
final class HungTasks {

  /** {@code sysctl_hung_task_warnings}. */
  private static final int WARNINGS = 10;

  private record Mark(int epoch, long at) {}

  private final WatchSpec spec;
  private long nextCheck;
  private int warnings = WARNINGS;
  private final Map<Integer, Mark> marks = new LinkedHashMap<>();
  private final List<String> printed = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private long firstAt = -1;
  private long longestSeconds;

  HungTasks(WatchSpec spec) {
    this.spec = spec;
    this.nextCheck = spec.hungCheckEvery();
  }

  /** Runs the check if it is due. */
  void look(TaskTable tasks, long now) {
    if (now < nextCheck) {
      return;
    }
    long every = spec.hungCheckEvery();
    nextCheck += every * ((now - nextCheck) / every + 1);
    int warningsLeft = warnings;
    for (TaskRow row : tasks.rows()) {
      Wait wait = row.waitsFor();
      if (wait == null || wait.sleep() != Sleep.UNINTERRUPTIBLE) {
        marks.remove(row.pid());
      } else {
        check(row, wait, now);
      }
    }
    if (warnings < warningsLeft) {
      showAllLocks(tasks, now);
    }
  }

  private void check(TaskRow row, Wait wait, long now) {
    Mark mark = marks.get(row.pid());
    if (mark == null || mark.epoch != row.epoch()) {
      marks.put(row.pid(), new Mark(row.epoch(), now));
    } else if (warnings > 0 && now - mark.at >= spec.hungAfter()) {
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

  /** After its first report lockdep knows of no lock any more. */
  private void showAllLocks(TaskTable tasks, long now) {
    if (new LockOrderCycles().anyBefore(now, tasks)) {
      print(now, "INFO: lockdep is turned off.");
      return;
    }
    print(now, "");
    print(now, "Showing all locks held in the system:");
    for (TaskRow row : tasks.rows()) {
      List<Hold> holds = knownToLockdep(row);
      if (!holds.isEmpty()) {
        LockdepReport.held(row.name() + "/" + row.pid(), holds).forEach(l -> print(now, "%s", l));
      }
    }
    print(now, "");
    print(now, "=============================================");
  }

  /** What it holds, and what it waits for, which lockdep takes for held as well. */
  private static List<Hold> knownToLockdep(TaskRow row) {
    List<Hold> holds = new ArrayList<>();
    for (Hold hold : row.holds()) {
      if (hold.resource().kind().ordered()) {
        holds.add(hold);
      }
    }
    Wait wait = row.waitsFor();
    if (wait != null && wait.resource().kind().isLock()) {
      holds.add(new Hold(wait.resource(), wait.shared(), wait.since(), row.frame(), false));
    }
    return holds;
  }

  private void print(long now, String format, Object... values) {
    printed.add(Moments.stamp(now) + " " + String.format(Locale.ROOT, format, values));
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
