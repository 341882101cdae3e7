package org.fputlab.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Dist;
import org.fputlab.model.Effect;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/** The words of tasks themselves: what they call, try again, end, and return to. */
public final class TaskWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "return_to_user",
              "",
              "Runs the closes that this user task has put off until it returns to user mode.",
              a -> {
                a.needUserTask();
                return new ReturnToUser();
              }),
          new Word(
              "retry",
              "D STEP",
              "Does a step that may fail over again until it does not, with a pause between.",
              a -> new Retry(a.time(), a.stepThatMayFail())),
          new Word(
              "kthread_stop",
              "T",
              "Asks a kernel thread to end and waits until it has.",
              a -> new KthreadStop(a.kthread())),
          new Word(
              "set_freezable",
              "",
              "From now on this kernel thread stands still where all tasks are frozen.",
              a -> {
                a.needKernelTask();
                return new SetFreezable();
              }),
          new Word(
              "call",
              "P",
              "Runs the steps of paths.P, with a stack frame of its own.",
              a -> new Call(a.path())));

  /** Signals are handled after task_work ({@code get_signal}, kernel/signal.c, v6.6). */
  private static final Path RETURNED =
      new Path(
          "",
          List.of(
              Step.inside(task -> ((Running) task).execution().giveWay()),
              Step.inside(
                  task -> {
                    task.the(Signals.class).returnsToUser();
                    return ((Running) task).mayGoOnToUser();
                  })));

  private TaskWords() {}

  /** {@code return_to_user}: the task's task_work runs. */
  public record ReturnToUser() implements Step {
    @Override
    public boolean run(Calls task) {
      Running running = (Running) task;
      running.execution().push(RETURNED);
      return task.the(TaskWork.class).isEmpty() || task.call(TaskWork.RUN);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Empties(Effect.Store.TASK_WORK), new Effect.MayFreeze());
    }
  }

  /** {@code retry}: does a step over again, with a pause, as long as it fails. */
  public record Retry(Dist pause, Step step) implements Step {
    @Override
    public boolean run(Calls task) {
      return Retries.begin((Running) task, pause, step);
    }

    @Override
    public List<Effect> effects() {
      List<Effect> effects = new ArrayList<>(step.effects());
      effects.add(new Effect.Retries());
      effects.add(new Effect.Empties(Effect.Store.TASK_WORK)); // a user task returns in between
      effects.add(new Effect.MayFreeze());
      effects.addAll(step.effects());
      return effects;
    }
  }

  /** {@code kthread_stop}: waits until the thread has ended. */
  public record KthreadStop(String thread) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(Threads.class).stop(thread);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.WaitsForEnd(Effect.Ending.THREAD, thread));
    }
  }

  /** {@code set_freezable}: clears {@code PF_NOFREEZE} (kernel/freezer.c, v6.6). */
  public record SetFreezable() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(Freezing.class).setFreezable();
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.MayFreeze());
    }
  }

  /** {@code call}: runs another path, with a frame of its own. */
  public record Call(Path path) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.call(path);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Calls(path));
    }
  }
}
