package org.fputlab.kernel.power;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of a suspend: kernel/power/process.c, v6.6. */
public final class PowerWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          freezes("freeze_processes", false, "all user tasks but this one"),
          freezes("freeze_kernel_threads", true, "the kernel threads that let it"),
          new Word(
              "thaw_processes", "", "Lets all go on that were frozen.", a -> new ThawProcesses()));

  private PowerWords() {}

  private static Word freezes(String word, boolean kthreads, String whom) {
    return new Word(
        word,
        "[then STEP] [else STEP]",
        "Freezes " + whom + ", and waits until they stand still, for 20 s at most.",
        a -> {
          a.freezesUserTasks();
          return new FreezeProcesses(word, kthreads, a.branch());
        });
  }

  /** {@code freeze_processes}, {@code freeze_kernel_threads}. */
  public record FreezeProcesses(String word, boolean kthreads, Branch branch) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(PowerCalls.class).freeze(kthreads, branch);
    }

    @Override
    public List<Effect> effects() {
      Effect froze = new Effect.FreezesTasks(word);
      return branch.isNone() ? List.of(froze) : List.of(branch.effect(List.of(froze)));
    }
  }

  /** {@code thaw_processes}, by whoever froze them. */
  public record ThawProcesses() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(PowerCalls.class).thaw();
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.ThawsTasks());
    }
  }
}
