package org.fputlab.explore;

import org.fputlab.engine.sim.Choices;

/** The order of a plain run: first come, first served, and timers when they are due. */
final class InTimeOrder extends Explorer {

  @Override
  public int choose(Choices open) {
    if (!open.option(0).isTimer()) {
      return 0;
    }
    int earliest = 0;
    for (int i = 1; i < open.size(); i++) {
      if (open.dueAt(i) < open.dueAt(earliest)) {
        earliest = i;
      }
    }
    return earliest;
  }
}
