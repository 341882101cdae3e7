package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Soft lockups and RCU stalls ({@code watchdog_timer_fn}, kernel/watchdog.c; {@code
 * print_other_cpu_stall}, kernel/rcu/tree_stall.h): the stacks of who does not let go of a CPU; and
 * the backtraces that khungtaskd has every CPU print, of whoever runs there at that moment.
 */
final class StallFinder implements Finder {

  private static final String SOFT_LOCKUP = "soft lockup";

  private static final Pattern SOFT =
      Pattern.compile(
          "^.*BUG: soft lockup - CPU#?\\s?\\d+ stuck for (\\d{1,9})s! \\[(.{1,40}):(\\d{1,9})\\].*$");

  private static final Pattern RCU =
      Pattern.compile(
          "^.*(?:\\brcu\\w*: INFO: .*(?:stall|self-detected)|INFO: rcu_\\w+ .*stall).*$");

  private static final Pattern COMM =
      Pattern.compile("^CPU: \\d+ (?:UID: \\d+ )?PID: (\\d{1,9}) Comm: (\\S.{0,39}?) .*$");

  /** The program counter in the kernel, as x86, ARM and PowerPC print it. */
  private static final Pattern PLACE =
      Pattern.compile(
          "^(?:RIP: 0010:|pc : |PC is at |NIP )(?:\\s*\\[<?[0-9a-f]+>?\\]\\s*)*"
              + "([A-Za-z_][\\w.]*)\\+0x[0-9a-f]+.*$");

  /** RCU's own thread, which waits for the processor that another keeps. */
  private static final String STARVED = "kthread stack dump:";

  private static final int LINES_WITHOUT_SENSE = 30;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    Matcher soft = text.contains("soft lockup") ? SOFT.matcher(text) : null;
    if (soft != null && soft.matches()) {
      Traces traces = new Traces(lines, at + 1);
      traces.comm = soft.group(2).strip();
      traces.pid = Numbers.of(soft.group(3));
      return report(SOFT_LOCKUP, traces, at, found, 1);
    }
    if (text.startsWith("NMI backtrace for cpu") && !text.contains("skipped")) {
      return report(LogReport.OF_A_PROCESSOR, new Traces(lines, at + 1), at, found, 1);
    }
    if (text.contains("rcu") && RCU.matcher(text).matches()) {
      return report("RCU stall", new Traces(lines, at + 1), at, found, 8);
    }
    return at;
  }

  private static int report(String form, Traces traces, int at, Found found, int most) {
    traces.read(most);
    traces.addNamed();
    found.add(
        LogReport.of(LogReport.Kind.TRACE, form, traces.lines.get(at), traces.tasks)
            .on(traces.release));
    return Math.max(traces.end, at + 1);
  }

  /** The stacks that follow. */
  private static final class Traces {
    private final List<LogLine> lines;
    private int end;
    private String comm = "";
    private int pid = Numbers.NONE;
    private String work = "";
    private Release release = Release.UNKNOWN;
    private final List<LoggedTask> tasks = new ArrayList<>();

    Traces(List<LogLine> lines, int at) {
      this.lines = lines;
      this.end = at;
    }

    /** Where a processor was, as the registers have it, for who printed no trace. */
    private final List<StackFrame> place = new ArrayList<>();

    /** Who ran there is told without a trace too. */
    void addNamed() {
      if (tasks.isEmpty() && pid >= 0) {
        tasks.add(LoggedTask.of(comm, pid, "R", List.copyOf(place)).running(work));
      }
    }

    void read(int most) {
      int i = end;
      while (i < lines.size() && i - end < LINES_WITHOUT_SENSE && tasks.size() < most) {
        String text = lines.get(i).text();
        if (isOther(text)) {
          return;
        }
        if (text.endsWith(STARVED)) {
          i = Math.max(TaskSection.read(lines, i + 1).end(), i + 1);
          end = i;
          continue;
        }
        Matcher who = COMM.matcher(text);
        if (who.matches()) {
          pid = Numbers.of(who.group(1));
          comm = who.group(2);
        }
        Matcher counter = PLACE.matcher(text);
        if (counter.matches() && place.isEmpty()) {
          place.add(new StackFrame(counter.group(1), "", true, false));
        }
        work = text.startsWith("Workqueue:") ? TaskSection.workIn(text) : work;
        Release named = Release.of(text);
        release = named == null ? release : named;
        if (TaskSection.isTrace(text) || TaskLine.of(text) != null) {
          i = take(i);
          end = i;
        } else {
          i++;
        }
      }
    }

    private static boolean isOther(String text) {
      return text.startsWith("INFO: task")
          || text.contains("BUG: ")
          || text.startsWith("Sending NMI")
          || text.startsWith("NMI backtrace")
          || text.startsWith("Kernel panic")
          || LockList.begins(text);
    }

    private int take(int at) {
      TaskSection section = TaskSection.read(lines, at);
      LoggedTask task = section.task();
      if (task.comm().isEmpty() && pid >= 0) {
        task = task.named(comm, pid).running(task.work().isEmpty() ? work : task.work());
      }
      if (!task.stack().isEmpty()) {
        tasks.add(task.state().isEmpty() ? task.in("R") : task);
      }
      return Math.max(section.end(), at + 1);
    }
  }
}
