package org.fputlab.kernel.task;

import org.fputlab.model.Items;
import org.jspecify.annotations.Nullable;

/**
 * The lists of files or mounts that one task works off, one inside another: what it took of a list
 * that others filled, and has not put yet.
 */
public final class Batches {

  /** There is no further item. */
  public static final int NONE = -1;

  /** Items to put, in this order: the answer to whoever took a list. */
  public record Batch(Items items) implements Task.Answer {
    @Override
    public void tell(Running task) {
      task.the(Batches.class).begin(items);
      task.execution().goOn();
    }
  }

  /** Items still to be put, and the batch that was under way when this one began. */
  private static final class Open {
    final Items items;
    final @Nullable Open outer;
    int next;

    Open(Items items, @Nullable Open outer) {
      this.items = items;
      this.outer = outer;
    }
  }

  private final Execution execution;
  private @Nullable Open innermost;

  Batches(Running task) {
    this.execution = task.execution();
  }

  /** These come next. */
  public void begin(Items items) {
    innermost = new Open(items, innermost);
  }

  /** A call begins, which is about these if any. */
  void startCall(Items items) {
    if (items.size() > 0) {
      innermost = new Open(items, null);
    }
  }

  /**
   * The next of the batch, after which the present step is done once more; or {@link #NONE} at its
   * end.
   */
  public int next() {
    Open current = innermost;
    if (current == null) {
      return NONE;
    }
    if (current.next == current.items.size()) {
      innermost = current.outer;
      return NONE;
    }
    execution.again();
    return current.items.get(current.next++);
  }
}
