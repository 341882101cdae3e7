package org.fputlab.kernel.task;

import java.util.List;
import java.util.function.Function;
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

  /** A kind of thing that every task carries. */
  record Kind<P>(Class<P> type, Function<Running, P> maker) {}

  private final Execution execution;
  private final List<Kind<?>> kinds;
  private final @Nullable Object[] parts;

  Running(Execution execution, List<Kind<?>> kinds) {
    this.execution = execution;
    this.kinds = kinds;
    this.parts = new @Nullable Object[kinds.size()];
  }

  public Execution execution() {
    return execution;
  }

  @Override
  public <P> P the(Class<P> part) {
    for (int i = 0; i < parts.length; i++) {
      Kind<?> kind = kinds.get(i);
      if (kind.type() == part) {
        Object made = parts[i];
        if (made == null) {
          made = kind.maker().apply(this);
          parts[i] = made;
        }
        return part.cast(made);
      }
    }
    throw new IllegalStateException("no task carries " + part.getName());
  }

  @Override
  public boolean call(Path path) {
    execution.push(path);
    return true;
  }

  /** The work is over. */
  void forget() {
    for (Object part : parts) {
      if (part instanceof EndsWithWork made) {
        made.forget();
      }
    }
  }
}
