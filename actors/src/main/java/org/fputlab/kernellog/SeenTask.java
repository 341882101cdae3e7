package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One task with all that the reports of a log say of it, however many they are. */
public final class SeenTask {

  private LoggedTask task;
  private final Set<Integer> lines = new LinkedHashSet<>();
  private final String when;
  private final int line;
  private boolean hung;
  private List<PrintedLock> locks = List.of();

  SeenTask(LoggedTask task, LogReport report) {
    this.task = task;
    this.when = report.when();
    this.line = report.line();
  }

  /** Takes in what a further report says of it; the last stack counts. */
  void add(LoggedTask again, LogReport report) {
    lines.add(report.line());
    hung |= again.blockedSeconds() >= 0;
    LoggedTask before = task;
    LoggedTask known = saysMore(before, again) ? before : again;
    task =
        new LoggedTask(
            again.comm().isEmpty() ? before.comm() : again.comm(),
            Math.max(before.pid(), again.pid()),
            Math.max(before.tgid(), again.tgid()),
            Math.max(before.ppid(), again.ppid()),
            again.state().isEmpty() ? before.state() : again.state(),
            Math.max(before.blockedSeconds(), again.blockedSeconds()),
            again.work().isEmpty() ? before.work() : again.work(),
            known.stack(),
            List.of(),
            again.owner() == null ? before.owner() : again.owner());
  }

  /** A table has but the one function in which a task sleeps. */
  private static boolean saysMore(LoggedTask before, LoggedTask again) {
    return again.stack().size() <= 1 && before.stack().size() >= again.stack().size();
  }

  /** Takes in what lockdep lists for it; an empty list after a full one is of another moment. */
  void list(List<PrintedLock> listed) {
    locks = listed.isEmpty() ? locks : listed;
  }

  public LoggedTask task() {
    return task;
  }

  /** As reports name it; a task without a number by the line that shows it. */
  public String name() {
    return task.pid() < 0 ? task.name() + " of line " + line : task.name();
  }

  /** How many reports it is in. */
  public int reports() {
    return lines.size();
  }

  /** The time before the first of them. */
  public String when() {
    return when;
  }

  /** Whether khungtaskd reported it. */
  public boolean isHung() {
    return hung;
  }

  /** What lockdep lists for it, the first taken first. */
  public List<PrintedLock> locks() {
    return locks;
  }

  /** The last lock of its list, which it may wait for. */
  @Nullable PrintedLock last() {
    return locks.isEmpty() ? null : locks.get(locks.size() - 1);
  }

  /** The function in which it took a lock, as lockdep lists it, or "". */
  String taker(@Nullable PrintedLock lock) {
    for (PrintedLock one : locks) {
      if (lock != null && one.isSame(lock)) {
        return one.at();
      }
    }
    return "";
  }

  /** Its calls without those of the scheduler and of what every wait goes through. */
  public List<StackFrame> shown(FunctionTable table) {
    List<StackFrame> calls = task.calls().stream().filter(frame -> !frame.inlined()).toList();
    int from = 0;
    while (from < calls.size() && table.saysNothing(calls.get(from))) {
      from++;
    }
    return calls.subList(from, calls.size());
  }

  /** The functions of closing on its stack, innermost first. */
  public List<FunctionTable.Entry> closing(FunctionTable table) {
    List<FunctionTable.Entry> parts = new ArrayList<>();
    for (StackFrame frame : task.calls()) {
      FunctionTable.Entry part = table.closes(frame);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }
}
