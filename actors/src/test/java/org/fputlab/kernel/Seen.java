package org.fputlab.kernel;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Frame;
import org.fputlab.kernel.files.FileClosing;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Step;

/** What tasks came past in a run: steps that note who does them, when, and under which stack. */
final class Seen {

  /**
   * A task came past.
   *
   * @param at when, in nanoseconds of the run
   * @param task which task
   * @param what the step's own text
   * @param stack its functions, innermost first
   * @param file the file being closed, or -1
   */
  record Sight(long at, String task, String what, List<String> stack, int file) {

    boolean inside(String function) {
      return stack.contains(function);
    }
  }

  private final List<Sight> sights = new ArrayList<>();

  /** A step that notes {@code what}. */
  Step at(String what) {
    return calls -> {
      Running all = (Running) calls;
      Execution execution = all.execution();
      boolean closing = all.the(Closings.class).innermost() instanceof FileClosing;
      sights.add(
          new Sight(
              execution.now(),
              execution.seat().name(),
              what,
              Frame.functions(execution.row().frame()),
              closing ? ((FileClosing) all.the(Closings.class).current()).file() : -1));
      return true;
    };
  }

  List<Sight> all() {
    return sights;
  }

  List<Sight> all(String what) {
    return sights.stream().filter(sight -> sight.what().equals(what)).toList();
  }

  /** The only sight of this. */
  Sight one(String what) {
    List<Sight> found = all(what);
    if (found.size() != 1) {
      throw new AssertionError(what + " was seen " + found.size() + " times: " + sights);
    }
    return found.get(0);
  }

  List<String> order() {
    return sights.stream().map(Sight::what).toList();
  }
}
