package org.fputlab.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fputlab.fault.FaultWord.Setting;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;

/**
 * {@code drop}: requests to a server are lost on the way; the client sends them again.
 *
 * <p>Chosen by the knobs of the kernel's own fault injection
 * (Documentation/fault-injection/fault-injection.rst, v6.6: probability, interval, times; {@code
 * nth} as its fail-nth: the n-th from now and no other). Unlike there, what is left out does not
 * restrain: the probability is then 1 and {@code times} unlimited. Leaves out lost replies.
 */
final class Drop implements Fault {

  @Override
  public FaultWord word() {
    Map<String, Setting> settings = new TreeMap<>();
    settings.put("probability", Setting.PROBABILITY);
    settings.put("interval", Setting.COUNT);
    settings.put("times", Setting.COUNT);
    settings.put("nth", Setting.COUNT);
    return new FaultWord("drop", List.of(Target.SERVER), Map.of(), settings);
  }

  @Override
  public String problem(FaultSpec spec, KernelSpec kernel) {
    boolean both = spec.settings().containsKey("nth") && spec.settings().size() > 1;
    return both ? "nth says which request is lost; leave the other settings out" : "";
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), rule(spec, id)));
  }

  private static RemoteServer.Lose rule(FaultSpec spec, int id) {
    if (spec.settings().containsKey("nth")) {
      return new RemoteServer.Lose(id, 1, (long) spec.setting("nth"), 1);
    }
    return new RemoteServer.Lose(
        id,
        spec.setting("probability", 1),
        (long) spec.setting("interval", 1),
        (long) spec.setting("times", 0));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.OnServer(spec.on(), new RemoteServer.Lift(id)));
  }
}
