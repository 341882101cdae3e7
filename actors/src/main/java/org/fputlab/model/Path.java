package org.fputlab.model;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function that tasks run: its name, as it shows on a stack, and its steps. */
public final class Path {

  private final String function;
  private final Step[] steps;

  /** Reckoned once, or 0: paths that call one another twice would take it twice at every level. */
  private int hash;

  /**
   * @param function named like the kernel function
   * @param steps in order
   */
  public Path(String function, List<? extends Step> steps) {
    this.function = function;
    this.steps = steps.toArray(Step[]::new);
  }

  /** A path that does nothing. */
  public static Path empty(String function) {
    return new Path(function, List.of());
  }

  public String function() {
    return function;
  }

  public List<Step> steps() {
    return List.of(steps);
  }

  /** The {@code index}-th step, from 0. */
  public Step step(int index) {
    return steps[index];
  }

  public int length() {
    return steps.length;
  }

  public boolean isEmpty() {
    return steps.length == 0;
  }

  /** Whether its steps have such an effect, or those of the paths that it goes through. */
  public boolean has(Predicate<Effect> what) {
    return has(what, new LinkedHashSet<>());
  }

  private boolean has(Predicate<Effect> what, Set<Path> seen) {
    return seen.add(this)
        && effects().anyMatch(effect -> what.test(effect) || into(effect, what, seen));
  }

  private static boolean into(Effect effect, Predicate<Effect> what, Set<Path> seen) {
    Path through = through(effect);
    return through != null && through.has(what, seen);
  }

  /** What its own steps may bring about, in order; where they branch, one way after the other. */
  public Stream<Effect> effects() {
    return Arrays.stream(steps).flatMap(step -> step.effects().stream()).flatMap(Effect::either);
  }

  /** The path that an effect leads into, or null. */
  public static @Nullable Path through(Effect effect) {
    if (effect instanceof Effect.Calls call) {
      return call.path();
    }
    return effect instanceof Effect.Runs run ? run.path() : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Path path
        && hashCode() == path.hashCode()
        && function.equals(path.function)
        && Arrays.equals(steps, path.steps);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = 31 * function.hashCode() + Arrays.hashCode(steps);
    }
    return hash;
  }

  @Override
  public String toString() {
    return function + List.of(steps);
  }
}
