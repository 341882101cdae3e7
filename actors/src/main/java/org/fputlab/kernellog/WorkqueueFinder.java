package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What workqueues say of themselves (kernel/workqueue.c): work items that hogged a CPU ({@code
 * wq_cpu_intensive_report}, v6.5), and lockups with the list of busy queues ({@code
 * wq_watchdog_timer_fn}, {@code show_all_workqueues}).
 */
final class WorkqueueFinder implements Finder {

  private static final Pattern HOGGED =
      Pattern.compile(
          "^.*workqueue: (\\S+)(?: \\[[\\w-]+\\])? hogged CPU for >(\\d+)us (\\d+) times.*$");

  private static final Pattern LOCKUP =
      Pattern.compile("^.*BUG: workqueue lockup - pool (.*?)(?: stuck for (\\d{1,9})s!?.*)?$");

  private static final Pattern QUEUE = Pattern.compile("^workqueue (\\S+): flags=.*$");
  private static final Pattern RUNS = Pattern.compile("^in-flight: (.*)$");
  private static final Pattern WORKER =
      Pattern.compile("(\\d{1,9})(?:\\(RESCUER\\))?:([A-Za-z_][\\w.]*)");
  private static final Pattern PENDING = Pattern.compile("^(?:pending|inactive|delayed): (.*)$");
  private static final Pattern ITEM = Pattern.compile("(?:\\d+\\*)?([A-Za-z_][\\w.]*)");

  private static final int LINES_WITHOUT_SENSE = 12;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    if (!text.contains("workqueue")) {
      return at;
    }
    Matcher hogged = HOGGED.matcher(text);
    if (hogged.matches()) {
      LoggedTask worker =
          LoggedTask.of("", Numbers.NONE, "R", List.of(frame(hogged.group(1))))
              .running(hogged.group(1));
      String form =
          "hogged CPU for more than " + hogged.group(2) + " us " + hogged.group(3) + " times";
      found.add(LogReport.of(LogReport.Kind.WORKQUEUE, form, lines.get(at), List.of(worker)));
      return at + 1;
    }
    Matcher lockup = LOCKUP.matcher(text);
    return lockup.matches() ? lockup(lines, at, lockup, found) : at;
  }

  private static StackFrame frame(String function) {
    return new StackFrame(function, "", true, false);
  }

  private static int lockup(List<LogLine> lines, int at, Matcher head, Found found) {
    String stuck = head.group(2) == null ? "" : " stuck for " + head.group(2) + " s";
    Busy busy = new Busy(lines, at + 1);
    busy.read();
    found.add(
        LogReport.of(
                LogReport.Kind.WORKQUEUE,
                "workqueue lockup, pool " + head.group(1) + stuck,
                lines.get(at),
                busy.tasks)
            .on(busy.release));
    return busy.end;
  }

  /** The queues and backtraces under a lockup's line. */
  private static final class Busy {
    private final List<LogLine> lines;
    private int at;
    private int end;
    private String queue = "";
    private Release release = Release.UNKNOWN;
    private final List<LoggedTask> tasks = new ArrayList<>();

    Busy(List<LogLine> lines, int at) {
      this.lines = lines;
      this.at = at;
      this.end = at;
    }

    void read() {
      while (at < lines.size() && at - end < LINES_WITHOUT_SENSE) {
        String text = lines.get(at).text();
        if (text.contains("BUG: ") || text.contains("INFO: ") || text.contains("hogged CPU")) {
          return;
        }
        int next = take(text);
        end = next > at ? next : end;
        at = Math.max(next, at + 1);
      }
    }

    private int take(String text) {
      Matcher name = QUEUE.matcher(text);
      if (name.matches()) {
        queue = name.group(1);
        return at + 1;
      }
      Matcher runs = RUNS.matcher(text);
      if (runs.matches()) {
        Matcher worker = WORKER.matcher(runs.group(1));
        while (worker.find()) {
          add(worker.group(2), Numbers.of(worker.group(1)));
        }
        return at + 1;
      }
      Matcher pending = PENDING.matcher(text);
      if (pending.matches()) {
        return at + 1;
      }
      if (TaskLine.of(text) != null || TaskSection.isTrace(text) || text.startsWith("CPU: ")) {
        return section();
      }
      return text.startsWith("pwq ") || text.startsWith("pool ") || text.startsWith("Showing")
          ? at + 1
          : at;
    }

    private void add(String function, int pid) {
      tasks.add(LoggedTask.of("", pid, "", List.of()).running(queue + " " + function));
    }

    private int section() {
      Release here = Release.of(lines.get(at).text());
      if (here != null) {
        release = here;
      }
      TaskSection section = TaskSection.read(lines, at);
      if (!section.task().stack().isEmpty()) {
        LoggedTask task = section.task();
        task = task.state().isEmpty() ? task.in("R") : task;
        int pid = task.pid();
        tasks.removeIf(known -> known.pid() == pid && pid >= 0);
        tasks.add(task);
      }
      return Math.max(section.end(), at + 1);
    }
  }

  /** The functions of a list of items. */
  static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    Matcher item = ITEM.matcher(list);
    while (item.find()) {
      items.add(item.group(1));
    }
    return items;
  }
}
