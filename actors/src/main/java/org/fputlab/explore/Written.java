package org.fputlab.explore;

import java.util.List;
import org.fputlab.engine.sim.Choices;

/** The order that a schedule says, choice by choice, and no other. */
final class Written extends Explorer {

  private final List<String> choices;
  private int next;

  Written(List<String> choices) {
    this.choices = choices;
  }

  @Override
  public int choose(Choices open) {
    if (open.size() == 1) {
      return 0;
    }
    if (next == choices.size()) {
      throw new Schedule.Mismatch(
          "has %d choices, and here there is one more to make".formatted(choices.size()));
    }
    String wanted = choices.get(next++);
    for (int i = 0; i < open.size(); i++) {
      if (open.option(i).name().equals(wanted)) {
        return i;
      }
    }
    throw new Schedule.Mismatch(
        "choice %d is %s, which cannot come next here".formatted(next, wanted));
  }

  /** Refuses a schedule that would go on. */
  void checkEnd() {
    if (next < choices.size()) {
      throw new Schedule.Mismatch(
          "has %d choices, and here there are only %d to make".formatted(choices.size(), next));
    }
  }
}
