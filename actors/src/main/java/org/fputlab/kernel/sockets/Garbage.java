package org.fputlab.kernel.sockets;

import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** What the unix garbage collector found, and whether it was started at all. */
public record Garbage(boolean started, Batches.Batch files) implements Task.Answer {
  @Override
  public void tell(Running task) {
    task.the(SocketPaths.class).garbage(this);
  }
}
