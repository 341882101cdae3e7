package org.fputlab.kernel.workqueues;

import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;

/** What goes wrong with work items and workers, or ends to. */
public sealed interface WorkFault extends Message {

  /** A fault: the item does not start, or if it runs goes no further. */
  record PauseItem(int fault, String work) implements WorkFault {}

  /** The end of that fault. */
  record ResumeItem(int fault, String work) implements WorkFault {}

  /** A fault on a worker, by its name, or the end of one. */
  record OnWorker(String worker, Task.Command fault) implements WorkFault {}

  /** A fault on every worker that there is or will be, until {@code ends} comes. */
  record OnAllWorkers(Task.SlowDown fault) implements WorkFault {}

  /** The end of that fault. */
  record EndOnAllWorkers(Task.SpeedUp end) implements WorkFault {}
}
