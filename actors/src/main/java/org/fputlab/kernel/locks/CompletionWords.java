package org.fputlab.kernel.locks;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/** The words of completions: kernel/sched/completion.c, v6.6. */
public final class CompletionWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          waits(Sleeping.UNINTERRUPTIBLE, "Waits until somebody completes C."),
          waits(Sleeping.KILLABLE, "The same" + LockWords.ending(Sleeping.KILLABLE)),
          waits(Sleeping.INTERRUPTIBLE, "The same" + LockWords.ending(Sleeping.INTERRUPTIBLE)),
          completes("complete", "Wakes one that waits for C, or the next that will.", false),
          completes("complete_all", "Wakes all that wait for C, now and later.", true));

  private CompletionWords() {}

  private static Word waits(Sleeping how, String meaning) {
    return new Word(
        how.word("wait_for_completion"),
        "C",
        meaning,
        a -> new WaitForCompletion(a.completion(), how));
  }

  private static Word completes(String word, String meaning, boolean all) {
    return new Word(word, "C", meaning, a -> new Complete(a.completion(), all));
  }

  /** {@code wait_for_completion}. */
  public record WaitForCompletion(String name, Sleeping how) implements Step {
    @Override
    public String word() {
      return how.word("wait_for_completion");
    }

    @Override
    public boolean run(Calls task) {
      return task.the(LockCalls.class).waitFor(name, how);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.WaitsForCompletion(name, how));
    }
  }

  /** {@code complete} wakes one waiter, {@code complete_all} all, now and later. */
  public record Complete(String name, boolean all) implements Step {
    @Override
    public String word() {
      return all ? "complete_all" : "complete";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(LockCalls.class).complete(name, all);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Completes(name, all));
    }
  }
}
