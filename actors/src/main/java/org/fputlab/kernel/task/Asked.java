package org.fputlab.kernel.task;

import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/** What one task has asked for and not been given yet, and whether it holds it once it is. */
final class Asked {

  private enum Then {
    GOES_ON,
    HOLDS,
    HOLDS_TRIED
  }

  private final TaskRow row;
  private @Nullable Resource resource;
  private boolean shared;
  private Then then = Then.GOES_ON;

  Asked(TaskRow row) {
    this.row = row;
  }

  /** It sleeps until it is given this. */
  void sleepsFor(Resource what, boolean sharing, boolean holds) {
    resource = what;
    shared = sharing;
    then = holds ? Then.HOLDS : Then.GOES_ON;
  }

  /** It learns at once whether it is given this. */
  void tries(Resource what, boolean sharing) {
    resource = what;
    shared = sharing;
    then = Then.HOLDS_TRIED;
  }

  /** What it sleeps for is more particularly this. */
  void sleepsMorePreciselyFor(Resource what) {
    resource = what;
  }

  /** It is given what it asked for. */
  void given(long now) {
    if (resource != null && then == Then.HOLDS_TRIED) {
      row.holdTried(resource, shared, now);
    } else if (resource != null && then == Then.HOLDS) {
      row.hold(resource, shared, now);
    }
    resource = null;
  }

  /** It asks for nothing any more. */
  void over() {
    resource = null;
  }

  /** What it has not been given, or null. */
  @Nullable Resource what() {
    return resource;
  }
}
