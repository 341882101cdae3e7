package org.fputlab.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that tasks run: its name, as it shows on a stack, and its steps. */
public final class Path {

  private final String function;
  private final Step[] steps;

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

  /** Whether a step of this kind is among its own or those of the paths that it calls. */
  public boolean reaches(Class<? extends Step> kind) {
    for (Step step : steps) {
      if (kind.isInstance(step) || (step instanceof Step.Call call && call.path().reaches(kind))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Path path
        && function.equals(path.function)
        && Arrays.equals(steps, path.steps);
  }

  @Override
  public int hashCode() {
    return 31 * function.hashCode() + Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    return function + List.of(steps);
  }
}
