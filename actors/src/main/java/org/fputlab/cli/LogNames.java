package org.fputlab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.fputlab.engine.ActorLog;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.text.NearestWord;

/**
 * What a log level can be set for on one machine: {@code all}, a subsystem, a single actor, or all
 * actors alike; and the loggers that each of these names stands for.
 */
final class LogNames {

  static final String ALL = "all";

  /** The logger above all others of the program. */
  static final String ROOT = "fputlab";

  /** Each logs under {@code fputlab.} and this name. */
  static final List<String> SUBSYSTEMS =
      List.of(
          "nfsd",
          "vfs",
          "mounts",
          "vm",
          "unix",
          "afs",
          "lockd",
          "drivers",
          "delayed_fput",
          "delayed_mntput",
          "workqueue",
          "clients",
          "tasks",
          "faults");

  /** From the general to the particular. */
  private final Map<String, List<String>> loggers = new LinkedHashMap<>();

  /** Those whose loggers have others below them. */
  private final Set<String> above = new LinkedHashSet<>();

  /** For people: many alike as one. */
  private final List<String> actors = new ArrayList<>();

  private LogNames() {
    above.add(ALL);
    loggers.put(ALL, List.of(ROOT));
    SUBSYSTEMS.forEach(this::addSubsystem);
  }

  /** What there is on a machine. */
  static LogNames of(KernelSpec kernel) {
    LogNames names = new LogNames();
    kernel.servers().values().forEach(names::addServer);
    kernel.clients().forEach(client -> names.addOne("clients", client.name()));
    kernel.tasks().forEach(names::addTasks);
    kernel.nfsd().ifPresent(nfsd -> names.addMany("nfsd", "nfsd", nfsd.threads()));
    kernel.lockd().ifPresent(lockd -> names.addMany("lockd", "lockd", lockd.threads()));
    names.addMany("workqueue", "kworker", Workqueue.MAX_ACTIVE);
    return names;
  }

  /** With {@code events} and {@code findings}, which a live run tells besides. */
  LogNames withNews() {
    addSubsystem(ActorLog.EVENTS.substring(ROOT.length() + 1));
    addSubsystem(ActorLog.FINDINGS.substring(ROOT.length() + 1));
    return this;
  }

  private void addSubsystem(String name) {
    above.add(name);
    loggers.put(name, List.of(ROOT + "." + name));
  }

  private void addServer(KernelSpec.Server server) {
    addOne("afs", server.name());
    if (server.isDaemon()) {
      addMany("tasks", server.name(), server.workers());
    }
  }

  private void addTasks(KernelSpec.TaskSpec task) {
    if (task.count() == 1) {
      addOne("tasks", task.name());
    } else {
      addMany("tasks", task.name(), task.count());
    }
  }

  private void addOne(String subsystem, String actor) {
    loggers.putIfAbsent(actor, List.of(logger(subsystem, actor)));
    actors.add(actor);
  }

  private void addMany(String subsystem, String name, int count) {
    List<String> each = IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    loggers.putIfAbsent(name, each.stream().map(actor -> logger(subsystem, actor)).toList());
    each.forEach(actor -> loggers.putIfAbsent(actor, List.of(logger(subsystem, actor))));
    actors.add(count == 1 ? each.get(0) : each.get(0) + " to " + each.get(count - 1));
  }

  private static String logger(String subsystem, String actor) {
    return ROOT + "." + subsystem + "." + actor;
  }

  /** All of them, from the general to the particular. */
  List<String> all() {
    return List.copyOf(loggers.keySet());
  }

  /** The loggers of a name; none where there is no such name. */
  List<String> loggers(String name) {
    return loggers.getOrDefault(name, List.of());
  }

  /** Whether a level for this name is one for every actor below its logger too. */
  boolean isAbove(String name) {
    return above.contains(name);
  }

  /** What is wrong with a name that is none of these, with the nearest that is. */
  String refusal(String name) {
    return "'%s' is no subsystem, nor an actor of this scenario.%s Known: %s; %s"
        .formatted(
            name,
            NearestWord.question(name, loggers.keySet()),
            String.join(", ", above),
            String.join(", ", actors));
  }
}
