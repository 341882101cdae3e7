package org.fputlab.model;

import java.util.LinkedHashSet;
import java.util.Set;

/** The functions that a machine's tasks can be in, as a fault may name them. */
public final class Functions {

  private final Set<String> names = new LinkedHashSet<>();

  private Functions() {}

  /** Those that the scenario describes; the kernel's own paths are not among them. */
  public static Set<String> of(KernelSpec kernel) {
    Functions functions = new Functions();
    kernel.mounts().values().forEach(mount -> mount.paths().forEach(functions::add));
    kernel.servers().values().forEach(server -> server.paths().forEach(functions::add));
    kernel.clients().forEach(client -> functions.add(client.op()));
    kernel.tasks().forEach(task -> functions.add(task.run()));
    kernel.works().values().forEach(work -> functions.add(work.run()));
    return functions.names;
  }

  private void add(Path path) {
    if (!path.isEmpty() && names.add(path.function())) {
      path.effects()
          .filter(Effect.Calls.class::isInstance)
          .forEach(call -> add(((Effect.Calls) call).path()));
    }
  }
}
