package org.fputlab.kernel.workqueues;

import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;

/** What goes wrong with work items and workers, or ends to. */
public sealed interface WorkFault extends Message {

  /** A fault: the item does not start, or if it runs goes no further. */
  record PauseItem(int fault, String work) implements WorkFault {}

  /** The end of that fault. */
  record ResumeItem(int fault, String work) implements WorkFault {}

  /** A fault that is the workers' alone. */
  sealed interface OnWorkers extends WorkFault {

    /** Tells those whom it hits. */
    void tell(Workers workers);
  }

  /** A fault on a worker, by its name, or the end of one. */
  record OnWorker(String worker, Task.Command fault) implements OnWorkers {
    @Override
    public void tell(Workers workers) {
      workers.tell(worker, fault);
    }
  }

  /** A fault on every worker that there is or will be, until {@code ends} comes. */
  record OnAllWorkers(Task.SlowDown fault) implements OnWorkers {
    @Override
    public void tell(Workers workers) {
      workers.slowDown(fault);
    }
  }

  /** The end of that fault. */
  record EndOnAllWorkers(Task.SpeedUp end) implements OnWorkers {
    @Override
    public void tell(Workers workers) {
      workers.speedUp(end);
    }
  }
}
