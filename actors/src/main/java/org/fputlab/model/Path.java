package org.fputlab.model;

import java.util.List;

/**
 * A function that tasks run: its name, as it shows on a stack, and its steps.
 *
 * @param function named like the kernel function
 * @param steps in order
 */
public record Path(String function, List<Step> steps) {

  /** A path that does nothing. */
  public static Path empty(String function) {
    return new Path(function, List.of());
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
