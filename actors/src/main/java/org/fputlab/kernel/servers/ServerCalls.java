package org.fputlab.kernel.servers;

import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Freezing;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Signals;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Sleeping;

/** How one task calls servers. */
final class ServerCalls {

  private final Servers servers;
  private final Execution execution;
  private final Signals signals;
  private final Freezing freezing;

  ServerCalls(Running task, Servers servers) {
    this.servers = servers;
    this.execution = task.execution();
    this.signals = task.the(Signals.class);
    this.freezing = task.the(Freezing.class);
  }

  boolean rpc(String server, String operation, boolean killable, boolean async) {
    String name = execution.standIns().resolveServer(server);
    KernelSpec.Server spec = execution.machine().spec().servers().get(name);
    String group = spec != null && spec.isServedHere() ? spec.group() : null;
    boolean here = group != null;
    long key = execution.draws().stream().nextLong();
    Resource reply =
        here ? execution.waits().call(name, operation) : execution.waits().server(name);
    servers
        .server(name)
        .tell(
            new RemoteServer.Call(
                operation, key, here ? reply : null, async ? null : execution.self()));
    if (async) {
      return true;
    }
    Sleeping how = killable ? Sleeping.KILLABLE : Sleeping.UNINTERRUPTIBLE;
    execution.block(reply, false, false, Waits.sleep(how), group);
    if (killable && !here) {
      freezing.freezableSleep();
    }
    return signals.mayEnd(
        how, () -> servers.server(name).tell(new RemoteServer.TakeBack(execution.self())));
  }

  void done(boolean timedOut) {
    if (timedOut) {
      execution.machine().engine().tables().tasks().withdrawProofs();
      execution.noted("call to " + execution.awaited() + " timed out");
    }
    execution.goOn();
  }
}
