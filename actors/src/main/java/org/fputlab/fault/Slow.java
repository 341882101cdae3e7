package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code slow}: a server takes {@code by} times as long for every request that it starts. What it
 * had started before keeps its time. Does nothing to a server that is this machine's own nfsd: slow
 * down a function of its threads instead.
 */
final class Slow implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.byFactor(Target.SERVER, "slow");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Slow(id, spec.setting("by"))));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
