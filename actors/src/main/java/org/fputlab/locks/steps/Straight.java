package org.fputlab.locks.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fputlab.locks.Node;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;

/** What a list of steps does in every run of it, whatever its closes come to. */
final class Straight {

  private final KernelSpec spec;

  Straight(KernelSpec spec) {
    this.spec = spec;
  }

  /** Whether a close or a reclaim does so: any step may come to these, any number of times. */
  boolean mayComeBetween(Predicate<Effect> what) {
    return Stream.concat(
            spec.mounts().values().stream().flatMap(mount -> mount.paths().stream()),
            Stream.of(spec.pages().reclaim()))
        .anyMatch(path -> path.has(what));
  }

  /** In order, with what it calls. */
  Stream<Effect> effects(Path path) {
    return path.steps().stream().flatMap(step -> step.effects().stream()).flatMap(this::straight);
  }

  private Stream<Effect> straight(Effect effect) {
    Path through = Path.through(effect);
    if (through != null) {
      return effects(through);
    }
    return effect instanceof Effect.Since since
        ? since.in(spec.version()).stream().flatMap(this::straight)
        : Stream.of(effect);
  }

  /** Whether some of it is done in some runs only, where the steps branch. */
  boolean isDoubtful(Path path, Predicate<Effect> what) {
    return effects(path)
        .filter(Effect.Branches.class::isInstance)
        .anyMatch(fork -> isIn(fork, what));
  }

  private static boolean isIn(Effect fork, Predicate<Effect> what) {
    return fork.either()
        .anyMatch(
            effect -> {
              Path through = Path.through(effect);
              return what.test(effect) || (through != null && through.has(what));
            });
  }

  /** What it brings about for others: completions, thaws, and units beyond those that it takes. */
  Set<Node> brings(Path path) {
    Set<Node> brought = new LinkedHashSet<>();
    Map<Node, Integer> units = new LinkedHashMap<>();
    effects(path)
        .forEach(
            effect -> {
              if (effect instanceof Effect.Completes done) {
                brought.add(Nodes.completion(done.completion()));
              } else if (effect instanceof Effect.Thaws thaw) {
                brought.add(Nodes.thaw(thaw.superblock()));
              } else if (effect instanceof Effect.GivesUnit give) {
                units.merge(Nodes.unit(give.semaphore()), 1, Integer::sum);
              } else if (effect instanceof Effect.TakesUnit take) {
                units.merge(Nodes.unit(take.semaphore()), -1, Integer::sum);
              }
            });
    units.entrySet().stream()
        .filter(unit -> unit.getValue() > 0 && !isDoubtful(path, Straight::isOfAUnit))
        .forEach(unit -> brought.add(unit.getKey()));
    return brought;
  }

  /** How many more units it gives than it takes. */
  long units(Path path, Node semaphore) {
    return count(path, effect -> gives(effect, semaphore))
        - count(path, effect -> takes(effect, semaphore));
  }

  private static boolean gives(Effect effect, Node semaphore) {
    return effect instanceof Effect.GivesUnit give
        && Nodes.unit(give.semaphore()).equals(semaphore);
  }

  static boolean takes(Effect effect, Node semaphore) {
    return effect instanceof Effect.TakesUnit take
        && Nodes.unit(take.semaphore()).equals(semaphore);
  }

  static boolean isOfAUnit(Effect effect) {
    return effect instanceof Effect.TakesUnit || effect instanceof Effect.GivesUnit;
  }

  /** Whether it completes this for all, now and later. */
  boolean completesForAll(Path path, Node completion) {
    return effects(path)
        .anyMatch(
            effect ->
                effect instanceof Effect.Completes done
                    && done.all()
                    && Nodes.completion(done.completion()).equals(completion));
  }

  /** How often it does so in a run at most. */
  long atMost(Path path, Predicate<Effect> what) {
    return isDoubtful(path, what) ? Long.MAX_VALUE : count(path, what);
  }

  /** How often it does so in every run. */
  long count(Path path, Predicate<Effect> what) {
    return effects(path).filter(what).count();
  }

  /** Whether the two are done by turns, the first one first, each time once, as long as it runs. */
  boolean takesTurns(Path path, Predicate<Effect> first, Predicate<Effect> second) {
    if (isDoubtful(path, first.or(second))) {
      return false;
    }
    int ahead = 0;
    int turns = 0;
    for (Effect effect : effects(path).toList()) {
      if (first.test(effect)) {
        ahead++;
      } else if (second.test(effect)) {
        ahead--;
        turns++;
      }
      if (ahead < 0 || ahead > 1) {
        return false;
      }
    }
    return ahead == 0 && turns > 0;
  }

  /** Whether it completes this, for one. */
  static boolean completes(Effect effect, Node completion) {
    return effect instanceof Effect.Completes done
        && !done.all()
        && Nodes.completion(done.completion()).equals(completion);
  }

  static boolean waitsFor(Effect effect, Node completion) {
    return effect instanceof Effect.WaitsForCompletion wait
        && Nodes.completion(wait.completion()).equals(completion);
  }
}
