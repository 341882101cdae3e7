package org.fputlab.kernel.workqueues;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of work queues: kernel/workqueue.c, v6.6. */
public final class WorkWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "flush_work",
              "W",
              "Waits until the work item is neither queued nor running.",
              a -> new FlushWork(a.flushedWork())),
          new Word(
              "flush_workqueue",
              "Q",
              "Waits for every item that is queued or running there now.",
              a -> new FlushWorkqueue(a.queue())));

  private WorkWords() {}

  /** {@code queue_work}. */
  public record QueueWork(String work) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).queue(work);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Queues(work, ""));
    }
  }

  /** {@code flush_work}: waits until the item is neither queued nor running. */
  public record FlushWork(String work) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).flush(work);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.WaitsForEnd(Effect.Ending.WORK, work));
    }
  }

  /** {@code flush_workqueue}: waits for every item that is queued or running there now. */
  public record FlushWorkqueue(String queue) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).flushAll(queue);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.WaitsForEnd(Effect.Ending.WORKQUEUE, queue));
    }
  }
}
