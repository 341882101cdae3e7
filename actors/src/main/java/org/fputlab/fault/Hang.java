package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code hang}: a server leaves requests where they are, yet answers pings, so that no limit on
 * silence ends a call (net/rxrpc/output.c, v6.6: the keepalive ping). When it is lifted, what was
 * served meanwhile is answered and the rest is served.
 */
final class Hang implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.SERVER, "hang");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Hang(id)));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
