package org.fputlab.locks.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.Node;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Completers;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What a list of steps may still bring about at each of its steps that somebody could wait for
 * ({@link Completers}): completions, units and thaws that others owe.
 *
 * <p>Who waits for one of these waits for a run that has it still before it, if there is any. Where
 * a close brings it about that the task puts off until it returns, that is the end of the run.
 */
final class Owed {

  private final KernelSpec spec;
  private final Leavings left;
  private final Map<Path, Completers> known = new LinkedHashMap<>();

  Owed(KernelSpec spec, Leavings left) {
    this.spec = spec;
    this.left = left;
  }

  /** By what is brought about. */
  Map<Node, Program.End> of(Path path, Closer closer) {
    Set<Node> all = nodes(completers(path));
    Map<Node, Program.End> ends = new LinkedHashMap<>();
    if (all.isEmpty()) {
      return ends;
    }
    boolean putsOff = spec.close().fput(closer) == ClosePolicy.Route.TASK_WORK;
    Set<Node> later = shutDownLater(closer);
    for (int i = 0; i < path.length(); i++) {
      Step step = path.step(i);
      for (Node node : nodes(completers(new Path("", List.of(step))))) {
        boolean now = !(putsOff && putsOff(step)) && !later.contains(node);
        int before = now ? i + 1 : returns(path, i);
        if (all.contains(node)) {
          ends.merge(node, new Program.End(why(node), before), Owed::later);
        }
      }
    }
    return ends;
  }

  /** What the shutdown of a mount may bring about that waits until the task returns. */
  private Set<Node> shutDownLater(Closer closer) {
    Set<Node> later = new LinkedHashSet<>();
    if (left.mayAnyBeDetached()
        && spec.close().mntput(closer, false) == ClosePolicy.Route.TASK_WORK) {
      for (KernelSpec.Mount mount : spec.mounts().values()) {
        later.addAll(nodes(completers(mount.cleanup())));
        later.addAll(nodes(completers(mount.fileSystem().killSb())));
      }
    }
    return later;
  }

  /** The step from which on nothing that the {@code from}-th put off is still to be done. */
  private static int returns(Path path, int from) {
    for (int i = from + 1; i < path.length(); i++) {
      if (path.step(i).effects().contains(new Effect.Empties(Effect.Store.TASK_WORK))) {
        return i + 1;
      }
    }
    return Program.WITH_ALL;
  }

  private Completers completers(Path path) {
    return known.computeIfAbsent(path, first -> Completers.of(path, spec));
  }

  private static Program.End later(Program.End one, Program.End other) {
    return one.before() > other.before() ? one : other;
  }

  /** Whether a step may put a close off: close(2) does not, but a close within it may. */
  private boolean putsOff(Step step) {
    return new Path("", List.of(step)).has(this::putsOff);
  }

  private boolean putsOff(Effect effect) {
    return effect instanceof Effect.Empties
        || effect instanceof Effect.RunsPart
        || effect instanceof Effect.PutsMount
        || effect instanceof Effect.Unknown
        || (effect instanceof Effect.Puts put && (!isHere(put) || closesWithinCloses()));
  }

  private static boolean isHere(Effect.Puts put) {
    return put.way() == Effect.Way.CLOSE || put.way() == Effect.Way.SYNC;
  }

  private boolean closesWithinCloses() {
    return spec.mounts().values().stream()
        .flatMap(mount -> mount.paths().stream())
        .anyMatch(
            path ->
                path.has(
                    effect -> effect instanceof Effect.Puts || effect instanceof Effect.Empties));
  }

  /** What the close of any file may bring about. */
  Map<Node, Program.End> ofAnyClose() {
    Map<Node, Program.End> ends = new LinkedHashMap<>();
    for (Node node : nodes(Completers.ofAnyClose(spec))) {
      ends.put(node, Program.End.withAll(why(node)));
    }
    return ends;
  }

  private Set<Node> nodes(Completers completers) {
    Set<Node> nodes = new LinkedHashSet<>();
    completers.completions().forEach(name -> nodes.add(Nodes.completion(name)));
    completers.semaphores().stream()
        .map(Nodes::unit)
        .filter(left::isLeftToOthers)
        .forEach(nodes::add);
    completers.thawed().stream().map(Nodes::thaw).filter(left::isLeftToOthers).forEach(nodes::add);
    return nodes;
  }

  private static String why(Node node) {
    return switch (node.kind()) {
      case COMPLETION -> "these steps, or what they queue or close, complete it";
      case SEMAPHORE -> "these steps give a unit that others took";
      default -> "these steps end a freeze of others";
    };
  }
}
