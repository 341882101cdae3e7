package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports of khungtaskd ({@code check_hung_task}, kernel/hung_task.c), with the owner of the lock
 * where the kernel names it (CONFIG_DETECT_HUNG_TASK_BLOCKER, v6.16), and the form of linux-next
 * for tasks that cannot die.
 */
final class HungTaskFinder implements Finder {

  private static final Pattern HEAD =
      Pattern.compile(
          "^.*?\\bINFO: task (.{1,40}):(\\d{1,9}) (?:blocked(?: in I/O wait)? for more than"
              + "|can't die for more than) (\\d{1,9}) ?s.*$");

  private static final Pattern OWNER =
      Pattern.compile(
          "^.*?\\bINFO: task (.{1,40}?):(\\d{1,9})(?: is)?(?: <(reader|writer)>)?"
              + "(?: is)? blocked on an? (mutex|semaphore|rw-semaphore|percpu-rwsem)"
              + "(?:,? .*not found\\.?"
              + "|,? (?:likely|but).*? by task (.{1,40}):(\\d{1,9})(?: <(reader|writer)>)?\\.?)$");

  private static final String SUPPRESSED =
      "khungtaskd reported as many as it may, then stopped: others may hang that are not in it"
          + " (kernel.hung_task_warnings)";

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    if (text.contains("Future hung task reports are suppressed")) {
      found.remark(SUPPRESSED);
      return at + 1;
    }
    Matcher head = text.contains("INFO: task ") ? HEAD.matcher(text) : null;
    if (head == null || !head.matches()) {
      return isOwner(text) ? ownerAlone(lines, at, found) : at;
    }
    int pid = Numbers.of(head.group(2));
    TaskSection section = TaskSection.read(lines, at + 1);
    boolean same = section.task().pid() == pid || section.task().pid() < 0;
    LoggedTask task = same ? section.task() : LoggedTask.of("", pid, "D", List.of());
    int end = same ? Math.max(section.end(), at + 1) : at + 1;
    task = task.named(head.group(1).strip(), pid).blocked(Numbers.of(head.group(3)));
    List<LoggedTask> tasks = new ArrayList<>();
    int owner = ownerLine(lines, end);
    if (owner >= 0) {
      end = readOwner(lines, owner, task, tasks);
    } else {
      tasks.add(task);
    }
    found.add(
        LogReport.of(LogReport.Kind.HUNG_TASK, "hung task", lines.get(at), tasks)
            .on(section.release()));
    return end;
  }

  /** A line that somebody searched for, without the report above it. */
  private static int ownerAlone(List<LogLine> lines, int at, Found found) {
    Matcher line = OWNER.matcher(lines.get(at).text());
    if (!line.matches()) {
      return at;
    }
    LoggedTask waiter =
        LoggedTask.of(line.group(1).strip(), Numbers.of(line.group(2)), "D", List.of());
    List<LoggedTask> tasks = new ArrayList<>();
    int end = readOwner(lines, at, waiter.blocked(0), tasks);
    found.add(LogReport.of(LogReport.Kind.HUNG_TASK, "hung task", lines.get(at), tasks));
    return end;
  }

  /** The line that names an owner, blank lines before it passed over, or -1. */
  private static int ownerLine(List<LogLine> lines, int at) {
    int i = at;
    while (i < lines.size() && i < at + 3 && lines.get(i).isBlank()) {
      i++;
    }
    return i < lines.size() && isOwner(lines.get(i).text()) ? i : -1;
  }

  private static boolean isOwner(String text) {
    return text.contains(" blocked on a") && OWNER.matcher(text).matches();
  }

  private static int readOwner(
      List<LogLine> lines, int at, LoggedTask waiter, List<LoggedTask> tasks) {
    Matcher line = OWNER.matcher(lines.get(at).text());
    if (!line.matches()) {
      tasks.add(waiter);
      return at + 1;
    }
    String comm = line.group(5) == null ? "" : line.group(5).strip();
    LoggedTask.Owner owner =
        new LoggedTask.Owner(
            line.group(4),
            comm,
            Numbers.of(line.group(6)),
            "reader".equals(line.group(3)),
            "semaphore".equals(line.group(4)) || "reader".equals(line.group(7)));
    tasks.add(waiter.behind(owner));
    if (comm.isEmpty()) {
      return at + 1;
    }
    boolean shown = at + 1 < lines.size() && TaskLine.of(lines.get(at + 1).text()) != null;
    TaskSection section = shown ? TaskSection.read(lines, at + 1) : null;
    if (section == null || section.task().pid() != owner.pid()) {
      return at + 1;
    }
    tasks.add(section.task());
    return section.end();
  }
}
