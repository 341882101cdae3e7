package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code partition}: no packet comes or goes between this machine and a server, which keeps its
 * requests and goes on with them. Calls with a limit on silence die at that limit; the others wait.
 */
final class Partition implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.SERVER, "partition");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.CutOff(id, false)));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
