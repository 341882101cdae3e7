package org.fputlab.kernel.task;

import java.util.Arrays;
import org.fputlab.engine.Sleep;
import org.fputlab.model.Calls;
import org.fputlab.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * One task as its steps and the answers to it see it: what it is in the middle of, and what it
 * carries of each area, made when it is first asked for.
 */
public final class Running implements Calls {

  /** What a task carries that lasts only as long as a piece of work. */
  public interface EndsWithWork {

    /** The work is over. */
    void forget();
  }

  private static final EndsWithWork[] NONE = {};

  private final Execution execution;
  private final Carried carried;
  private final @Nullable Object[] parts;
  private EndsWithWork[] endWithWork = NONE;

  Running(Execution execution, Carried carried) {
    this.execution = execution;
    this.carried = carried;
    this.parts = new @Nullable Object[carried.size()];
  }

  public Execution execution() {
    return execution;
  }

  @Override
  public <P> P the(Class<P> part) {
    int place = carried.find(part);
    Object made = parts[place];
    if (made == null) {
      made = carried.make(place, this);
      parts[place] = made;
      if (made instanceof EndsWithWork ends) {
        endWithWork = Arrays.copyOf(endWithWork, endWithWork.length + 1);
        endWithWork[endWithWork.length - 1] = ends;
      }
    }
    return part.cast(made);
  }

  @Override
  public boolean call(Path path) {
    execution.push(path);
    return true;
  }

  /** Whether it returns to user mode; false where it is to be frozen there first. */
  boolean mayGoOnToUser() {
    Freezing freezing = the(Freezing.class);
    if (!freezing.isAsked()) {
      return true;
    }
    execution.self().tell(Task.NextStep.INSTANCE);
    execution.block(execution.waits().timer(), false, false, Sleep.IDLE, null);
    return freezing.freezableSleep();
  }

  /** The work is over. */
  void forget() {
    for (EndsWithWork part : endWithWork) {
      part.forget();
    }
  }
}
