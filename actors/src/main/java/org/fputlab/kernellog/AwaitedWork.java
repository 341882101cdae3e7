package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Resource;
import org.jspecify.annotations.Nullable;

/** Which of a log's workers runs the item, or an item of the queue, that a task waits for. */
record AwaitedWork(SeenTasks tasks, List<LogReport.Link> chains, FunctionTable table) {

  private static final String QUEUE = "(wq_completion)";

  /** The wait for that worker, or null where none is shown. */
  @Nullable SeenWait of(SeenTask task, WaitCause cause) {
    String item = item(task);
    String queue = queue(cause);
    List<SeenTask> running = new ArrayList<>();
    List<SeenTask> workers = new ArrayList<>();
    for (SeenTask other : tasks.all()) {
      if (other != task && !item.isEmpty() && other.task().isRunning(item)) {
        running.add(other);
      }
      if (other != task && !queue.isEmpty() && other.task().work().startsWith(queue + " ")) {
        workers.add(other);
      }
    }
    if (!running.isEmpty()) {
      return ran(task, cause, item, running);
    }
    return workers.isEmpty() ? null : ran(task, cause, QUEUE + queue, workers);
  }

  private static SeenWait ran(SeenTask task, WaitCause cause, String what, List<SeenTask> workers) {
    return new SeenWait(
        task, cause, Resource.Kind.WORK, what, null, workers, KnownBy.INFERRED, List.of());
  }

  /** The function of the item that a task waits for, where the table knows it, or "". */
  private String item(SeenTask task) {
    for (StackFrame frame : task.task().calls()) {
      FunctionTable.Entry item = table.item(frame);
      if (item != null) {
        return item.what();
      }
    }
    return "";
  }

  /** The queue that is flushed, where lockdep named it in the same function of this log, or "". */
  private String queue(WaitCause cause) {
    String queue = "";
    for (LogReport.Link link : chains) {
      String name = link.lock().name();
      boolean here = link.stack().stream().anyMatch(frame -> frame.source().equals(cause.in()));
      queue = here && name.startsWith(QUEUE) ? name.substring(QUEUE.length()) : queue;
    }
    return queue.replace("\"", "").replaceFirst("\\)?(?:#\\d+)?$", "");
  }
}
