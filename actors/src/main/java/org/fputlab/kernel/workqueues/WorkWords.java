package org.fputlab.kernel.workqueues;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Dist;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of work queues: kernel/workqueue.c, v6.6. */
public final class WorkWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "queue_delayed_work",
              "W D",
              "Queues a work item when D is over, unless it is pending.",
              a -> new QueueDelayedWork(a.singleWork(), a.time())),
          new Word(
              "mod_delayed_work",
              "W D",
              "The same; if it is pending its time starts over.",
              a -> new ModDelayedWork(a.singleWork(), a.time())),
          new Word(
              "flush_work",
              "W",
              "Waits until the work item is neither queued nor running.",
              a -> new FlushWork(a.flushedWork())),
          new Word(
              "flush_delayed_work",
              "W",
              "Queues at once a work item of which the timer runs; then as flush_work.",
              a -> new FlushDelayedWork(a.singleWork())),
          new Word(
              "flush_workqueue",
              "Q",
              "Waits for every item that is queued or running there now, for no timer.",
              a -> new FlushWorkqueue(a.queue())),
          cancels("cancel_work", "Takes a pending work item back; a run under way goes on."),
          cancels("cancel_delayed_work", "The same."),
          cancelsSync(
              "cancel_work_sync",
              "Takes a pending work item back, and waits for the end of a run under way."),
          cancelsSync("cancel_delayed_work_sync", "The same."));

  private WorkWords() {}

  private static Word cancels(String word, String meaning) {
    return new Word(word, "W", meaning, a -> new CancelWork(word, a.singleWork()));
  }

  private static Word cancelsSync(String word, String meaning) {
    return new Word(word, "W", meaning, a -> new CancelWorkSync(word, a.singleWork()));
  }

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

  /** {@code queue_delayed_work}: a timer queues it. */
  public record QueueDelayedWork(String work, Dist delay) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).queueDelayed(work, delay, false);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Queues(work, ""));
    }
  }

  /** {@code mod_delayed_work}: the same, and what is pending starts over. */
  public record ModDelayedWork(String work, Dist delay) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).queueDelayed(work, delay, true);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Cancels(work), new Effect.Queues(work, ""));
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

  /** {@code flush_delayed_work}: does not wait for the timer, but for the item. */
  public record FlushDelayedWork(String work) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).flushDelayed(work);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.WaitsForEnd(Effect.Ending.WORK, work));
    }
  }

  /** {@code cancel_work} and {@code cancel_delayed_work}: wait for nothing. */
  public record CancelWork(String word, String work) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).cancel(work);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Cancels(work));
    }
  }

  /** {@code cancel_work_sync} and {@code cancel_delayed_work_sync}. */
  public record CancelWorkSync(String word, String work) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(WorkCalls.class).cancelSync(work);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Cancels(work), new Effect.WaitsForEnd(Effect.Ending.WORK, work));
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
