package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.fputlab.kernel.Kernel;

/**
 * Who is called what in a run. Servers, tasks and clients share their names with the parts of the
 * kernel, in reports and in faults, so nobody may have the name of another.
 */
final class ActorNames {

  private static final Pattern THREAD = Pattern.compile("(nfsd|lockd|kworker)-\\d+");

  private final Map<String, String> takenBy = new LinkedHashMap<>();

  private ActorNames() {
    Kernel.PARTS.forEach(part -> takenBy.put(part, "a part of the kernel"));
  }

  /** Refuses whoever has the name of another. */
  static void check(Declarations declared) {
    ActorNames names = new ActorNames();
    declared.servers().forEach((name, server) -> names.take(name, "servers." + name, server));
    declared.tasks().forEach(names::takeForTasks);
    declared.clients().forEach((name, client) -> names.take(name, "clients." + name, client));
    declared.servers().forEach(names::keepThreads);
  }

  /** The threads of a daemon are numbered, on after a crash. */
  private void keepThreads(String daemon, Section server) {
    Pattern thread = Pattern.compile(Pattern.quote(daemon) + "-\\d+");
    takenBy.forEach(
        (name, who) -> {
          if (Declarations.isDaemon(server) && thread.matcher(name).matches()) {
            server.refuse(
                "operation", who + " has the name of a thread of it", "Call one something else");
          }
        });
  }

  private void takeForTasks(String name, Section task) {
    take(name, "tasks." + name, task);
    int count = Declarations.count(task);
    for (int i = 0; count > 1 && i < count; i++) {
      take(name + "-" + i, "one of tasks." + name, task);
    }
  }

  private void take(String name, String who, Section section) {
    String other = THREAD.matcher(name).matches() ? "a thread of the kernel" : takenBy.get(name);
    if (other == null) {
      takenBy.put(name, who);
    } else {
      section.refuse(name + " is the name of " + other, "Call it something else");
    }
  }
}
