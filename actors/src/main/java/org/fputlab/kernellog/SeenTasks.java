package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of a log, each once, by number and name. */
final class SeenTasks {

  /** Reports that show who stands still; lockdep's show who might. */
  private static final Set<LogReport.Kind> OF_TASKS =
      Set.of(
          LogReport.Kind.HUNG_TASK,
          LogReport.Kind.SYSRQ,
          LogReport.Kind.PROC_STACK,
          LogReport.Kind.WORKQUEUE,
          LogReport.Kind.TRACE);

  private final Map<String, SeenTask> byName = new LinkedHashMap<>();
  private final Map<Integer, SeenTask> byPid = new LinkedHashMap<>();

  SeenTasks(LogReading log) {
    for (LogReport report : log.reports()) {
      if (OF_TASKS.contains(report.kind()) && !report.form().equals(LogReport.TRACER)) {
        report.tasks().forEach(task -> add(task, report));
      }
    }
    log.lockLists().forEach(this::list);
    all().forEach(this::ownerOf);
  }

  /** Who has what a task waits for is there, though nothing else tells of it. */
  private void ownerOf(SeenTask waiter) {
    LoggedTask.Owner owner = waiter.task().owner();
    if (owner != null && !owner.comm().isEmpty() && byPid.get(owner.pid()) == null) {
      add(LoggedTask.of(owner.comm(), owner.pid(), "", List.of()), NOWHERE);
    }
  }

  private void add(LoggedTask task, LogReport report) {
    SeenTask known = known(task.comm(), task.pid());
    if (known == null) {
      known = new SeenTask(task, report);
      String key = task.pid() < 0 ? "line " + report.line() + " " + byName.size() : task.name();
      byName.put(key, known);
      if (task.pid() >= 0) {
        byPid.put(task.pid(), known);
      }
    }
    known.add(task, report);
  }

  /** A task without a name is whichever last had its number. */
  private @Nullable SeenTask known(String comm, int pid) {
    if (pid < 0) {
      return null;
    }
    SeenTask one = byPid.get(pid);
    if (one == null || comm.isEmpty() || one.task().comm().isEmpty()) {
      return one;
    }
    return byName.get(comm + ":" + pid);
  }

  private void list(LockList list) {
    SeenTask known = known(list.comm(), list.pid());
    if (known == null) {
      if (list.locks().isEmpty()) {
        return;
      }
      LoggedTask holder = LoggedTask.of(list.comm(), list.pid(), "", List.of());
      known = new SeenTask(holder, NOWHERE);
      byName.put(holder.name(), known);
      byPid.put(list.pid(), known);
    }
    known.list(list.locks());
  }

  private static final LogReport NOWHERE =
      new LogReport(LogReport.Kind.TRACE, "", 0, "", "", "", List.of(), List.of(), List.of());

  List<SeenTask> all() {
    return new ArrayList<>(byName.values());
  }

  @Nullable SeenTask byPid(int pid) {
    return byPid.get(pid);
  }
}
