package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code crash}: a server cannot be reached and has forgotten its requests; it starts again when
 * the fault is lifted, and calls that have not timed out by then are sent again. For a server that
 * is this machine's own nfsd it is a {@code partition}.
 */
final class Crash implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.SERVER, "crash");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.CutOff(id, true)));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
