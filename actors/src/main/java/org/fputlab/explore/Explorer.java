package org.fputlab.explore;

import java.util.Objects;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.engine.sim.Timing;
import org.jspecify.annotations.Nullable;

/** A strategy that explores: it knows how far timers bind the schedule. */
abstract class Explorer implements Strategy {

  private @Nullable Timing timing;

  /** To be told before the schedule begins. */
  final Explorer under(Timing bound) {
    timing = bound;
    return this;
  }

  @Override
  public final Timing explores() {
    return Objects.requireNonNull(timing);
  }
}
