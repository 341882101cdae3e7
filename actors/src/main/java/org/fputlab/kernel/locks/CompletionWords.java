package org.fputlab.kernel.locks;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.task.Attempts;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Dist;
import org.fputlab.model.Effect;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * The words of completions, and of wait queues whose condition comes true for one waiter at a time:
 * kernel/sched/completion.c and include/linux/wait.h, v6.6.
 *
 * <p>{@code wait_event} of what {@code complete} brings about stands for the kernel's condition and
 * the {@code wake_up} after it. Left out: conditions that become false again by themselves.
 */
public final class CompletionWords {

  private static final String COMPLETION = "wait_for_completion";
  private static final String EVENT = "wait_event";

  /** {@code TASK_INTERRUPTIBLE|TASK_FREEZABLE} (include/linux/freezer.h, v6.6). */
  private static final String FREEZABLE = "wait_event_freezable";

  private static final String TIMEOUT = "_timeout";

  /** In {@code TASK_IDLE} the kernel waits for events only (include/linux/wait.h, v6.6). */
  private static final List<Sleeping> FOR_COMPLETIONS =
      List.of(Sleeping.UNINTERRUPTIBLE, Sleeping.KILLABLE, Sleeping.INTERRUPTIBLE);

  /** In the order of the reference. */
  public static final List<Word> ALL = words();

  private CompletionWords() {}

  private static List<Word> words() {
    List<Word> words = new ArrayList<>();
    FOR_COMPLETIONS.forEach(how -> words.add(waits(COMPLETION, how)));
    FOR_COMPLETIONS.forEach(how -> words.add(waitsAtMost(COMPLETION, how)));
    List.of(Sleeping.values()).forEach(how -> words.add(waits(EVENT, how)));
    List.of(Sleeping.values()).forEach(how -> words.add(waitsAtMost(EVENT, how)));
    words.add(
        new Word(
            FREEZABLE,
            "C" + LockWords.BRANCH,
            "The same as wait_event_interruptible; there the task may be frozen.",
            a ->
                new WaitForCompletion(
                    FREEZABLE, a.completion(), Sleeping.INTERRUPTIBLE, a.branch())));
    words.add(
        new Word(
            FREEZABLE + TIMEOUT,
            "C D" + LockWords.BRANCH,
            "The same, or for D, and goes on by which it was.",
            a ->
                new WaitAtMost(
                    FREEZABLE + TIMEOUT,
                    a.completion(),
                    Sleeping.INTERRUPTIBLE,
                    a.time(),
                    a.branch())));
    words.add(completes("complete", "Wakes one that waits for C, or the next that will.", false));
    words.add(completes("complete_all", "Wakes all that wait for C, now and later.", true));
    return List.copyOf(words);
  }

  private static Word waits(String plain, Sleeping how) {
    String word = how.word(plain);
    String meaning =
        how == Sleeping.UNINTERRUPTIBLE
            ? "Waits until somebody completes C."
            : "The same" + LockWords.ending(how);
    boolean maySignalsEnd = how == Sleeping.KILLABLE || how == Sleeping.INTERRUPTIBLE;
    return new Word(
        word,
        maySignalsEnd ? "C" + LockWords.BRANCH : "C",
        meaning,
        a ->
            new WaitForCompletion(
                word, a.completion(), how, maySignalsEnd ? a.branch() : Branch.NONE));
  }

  private static Word waitsAtMost(String plain, Sleeping how) {
    String word = how.word(plain) + TIMEOUT;
    return new Word(
        word,
        "C D" + LockWords.BRANCH,
        "Waits until somebody completes C, or for D, and goes on by which it was.",
        a -> new WaitAtMost(word, a.completion(), how, a.time(), a.branch()));
  }

  private static Word completes(String word, String meaning, boolean all) {
    return new Word(word, "C", meaning, a -> new Complete(a.completion(), all));
  }

  /** {@code wait_for_completion}, {@code wait_event}. */
  public record WaitForCompletion(String word, String name, Sleeping how, Branch branch)
      implements Step {

    /** One that goes on the same way whatever comes. */
    public WaitForCompletion(String word, String name, Sleeping how) {
      this(word, name, how, Branch.NONE);
    }

    /** A {@code wait_for_completion} of that kind. */
    public WaitForCompletion(String name, Sleeping how) {
      this(how.word(COMPLETION), name, how);
    }

    @Override
    public boolean run(Calls task) {
      Step wait =
          calls -> calls.the(LockCalls.class).waitFor(name, how, word.startsWith(FREEZABLE));
      return branch.isNone() ? wait.run(task) : Attempts.begin((Running) task, wait, branch);
    }

    @Override
    public List<Effect> effects() {
      return waits(word, new Effect.WaitsForCompletion(name, how, false), branch);
    }
  }

  /** {@code wait_for_completion_timeout}, {@code wait_event_timeout}. */
  public record WaitAtMost(String word, String name, Sleeping how, Dist limit, Branch branch)
      implements Step {

    @Override
    public boolean run(Calls task) {
      Step wait =
          calls -> calls.the(LockCalls.class).waitFor(name, how, limit, word.startsWith(FREEZABLE));
      return Attempts.begin((Running) task, wait, branch);
    }

    @Override
    public List<Effect> effects() {
      return waits(word, new Effect.WaitsForCompletion(name, how, true), branch);
    }
  }

  private static List<Effect> waits(String word, Effect wait, Branch branch) {
    List<Effect> effects = new ArrayList<>(List.of(wait));
    if (word.startsWith(FREEZABLE)) {
      effects.add(new Effect.MayFreeze());
    }
    if (!branch.isNone()) {
      effects.add(branch.effect(List.of()));
    }
    return effects;
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
