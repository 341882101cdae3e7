package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code crash}: a server cannot be reached and has forgotten its requests; calls that have not
 * timed out when it is back are sent again. Without {@code for} its process dies, and its
 * supervisor starts it again after a {@link org.fputlab.model.BackOff}: that ends the fault, which
 * cannot be lifted before. With {@code for} it stays away for so long. For a server that is this
 * machine's own nfsd it is a {@code partition}.
 */
final class Crash implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.SERVER, "crash");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    RemoteServer.Fault fault =
        spec.duration().isPresent()
            ? new RemoteServer.CutOff(id, true)
            : new RemoteServer.Crash(id);
    return List.of(new Kernel.OnServer(spec.on(), fault));
  }

  @Override
  public boolean canBeLifted(FaultSpec spec) {
    return spec.duration().isPresent();
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
