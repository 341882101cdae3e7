package org.fputlab.kernel.files;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.TaskWords;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.kernel.workqueues.WorkCalls;
import org.fputlab.model.Effect;
import org.fputlab.model.Path;
import org.fputlab.model.Spelling;
import org.fputlab.model.Step;

/**
 * How one task works off the list of closes that were put off.
 *
 * <p>Emulates {@code delayed_fput} and {@code flush_delayed_fput} (fs/file_table.c, v6.6): takes
 * the whole list and finalises one file at a time, newest first.
 */
final class DelayedFputs {

  /** {@code delayed_fput}, as the work item runs it. */
  static final Path DELAYED_FPUT = path(lists -> lists.take(true));

  /** The same in the caller of {@code flush_delayed_fput}. */
  private static final Path FPUT_HERE = path(lists -> lists.take(false));

  /** {@code flush_delayed_fput}: does not wait for what others have taken. */
  private static final Path FLUSH =
      new Path(
          "flush_delayed_fput",
          List.of(new TaskWords.Call(FPUT_HERE), step(DelayedFputs::flushEnded)));

  /** {@code flush_delayed_fput} since 6.14. */
  private static final Path FLUSH_AND_WORK =
      new Path(
          "flush_delayed_fput",
          List.of(
              new TaskWords.Call(FPUT_HERE),
              new TaskWords.Call(
                  new Path("flush_delayed_work", List.of(step(DelayedFputs::flushWork)))),
              step(DelayedFputs::flushEnded)));

  /** What either brings about. */
  static final List<Effect> OF_A_FLUSH =
      List.of(
          new Effect.Empties(Effect.Store.DELAYED_FPUT),
          new Effect.Since(
              6,
              14,
              List.of(new Effect.WaitsForEnd(Effect.Ending.WORK, Spelling.FPUT_WORK)),
              List.of()));

  private final Files files;
  private final Running task;
  private final Execution execution;
  private final Batches batches;

  DelayedFputs(Running task, Files files) {
    this.files = files;
    this.task = task;
    this.execution = task.execution();
    this.batches = task.the(Batches.class);
  }

  private static Path path(Predicate<DelayedFputs> takeAll) {
    return new Path(
        "delayed_fput",
        List.of(
            step(takeAll),
            step(DelayedFputs::nextInBatch, new Effect.Empties(Effect.Store.DELAYED_FPUT))));
  }

  private static Step step(Predicate<DelayedFputs> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(DelayedFputs.class)), effects);
  }

  /**
   * {@code flush_delayed_fput}; since 6.14 it waits for the worker too, which may be its caller
   * (9b7da575f859, fs/file_table.c, v6.19).
   */
  boolean flush() {
    boolean waits = execution.machine().spec().version().isAtLeast(6, 14);
    execution.push(waits ? FLUSH_AND_WORK : FLUSH);
    return true;
  }

  private boolean flushWork() {
    files.delayed().tell(new DelayedPut.Flush(execution.self()));
    return task.the(WorkCalls.class).sleepUntilFlushed(Files.DELAYED_FPUT_WORK);
  }

  private boolean flushEnded() {
    files.vfs().tell(new Vfs.FlushEnded(execution.self()));
    return true;
  }

  private boolean take(boolean asWork) {
    files.vfs().tell(new Vfs.TakeDelayed(asWork, execution.self()));
    return false;
  }

  private boolean nextInBatch() {
    int file = batches.next();
    if (file == Batches.NONE) {
      return true;
    }
    files.vfs().tell(new Vfs.Begin(file, execution.self()));
    return false;
  }
}
