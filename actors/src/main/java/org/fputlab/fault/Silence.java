package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code silent}: a server that another program runs is not heard of any more. Nobody puts it on:
 * it is noted, some time after it began, and ends when something is heard.
 */
final class Silence implements Fault {

  static final String WORD = "silent";

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.SERVER, WORD);
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Unheard(id, spec.at())));
  }

  @Override
  public boolean canBeLifted(FaultSpec spec) {
    return false;
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
