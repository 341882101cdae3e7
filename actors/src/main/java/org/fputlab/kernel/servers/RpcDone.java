package org.fputlab.kernel.servers;

import org.fputlab.engine.Foreseen;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** A server's reply, or that there will be none. */
public record RpcDone(boolean timedOut) implements Task.Answer, Foreseen {
  @Override
  public void tell(Running task) {
    task.the(ServerCalls.class).done(timedOut);
  }
}
