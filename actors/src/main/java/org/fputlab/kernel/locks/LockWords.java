package org.fputlab.kernel.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.kernel.task.Attempts;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * The words of sleeping locks and counting resources: kernel/locking/rwsem.c, mutex.c and
 * semaphore.c, v6.6.
 */
public final class LockWords {

  /** What else there is to say of a wait by how it sleeps. */
  private static final Map<Sleeping, String> ENDINGS =
      Map.of(
          Sleeping.KILLABLE,
          "; a fatal signal ends the wait, and khungtaskd does not report it.",
          Sleeping.INTERRUPTIBLE,
          "; any signal ends the wait, and khungtaskd does not report it.",
          Sleeping.IDLE,
          ", as who waits for work does: no signal ends it, and khungtaskd does not report it.");

  /** How a step goes on from a wait that a signal may end. */
  static final String BRANCH = " [then STEP] [else STEP]";

  /** No lock is waited for in {@code TASK_IDLE}. */
  private static final List<Sleeping> FOR_LOCKS =
      List.of(Sleeping.UNINTERRUPTIBLE, Sleeping.KILLABLE, Sleeping.INTERRUPTIBLE);

  /** The kernel has no such word (include/linux/rwsem.h, v6.6). */
  private static final Set<String> NEVER_INTERRUPTIBLE = Set.of("down_write");

  /** In the order of the reference. */
  public static final List<Word> ALL = words();

  private LockWords() {}

  private static List<Word> words() {
    List<Word> words = new ArrayList<>();
    taken(
        words,
        "down_read",
        LockKind.RWSEM,
        true,
        "Takes an rwsem for reading; readers wait behind an earlier writer.");
    taken(words, "down_write", LockKind.RWSEM, false, "Takes an rwsem for writing.");
    given(words, "up_read", LockKind.RWSEM, true, "Drops an rwsem taken for reading.");
    given(words, "up_write", LockKind.RWSEM, false, "Drops an rwsem taken for writing.");
    taken(words, "mutex_lock", LockKind.MUTEX, false, "Takes a mutex.");
    given(words, "mutex_unlock", LockKind.MUTEX, false, "Drops a mutex.");
    taken(
        words,
        "down",
        LockKind.SEMAPHORE,
        false,
        "Takes one of a counting resource, or waits until one is there.");
    given(
        words,
        "up",
        LockKind.SEMAPHORE,
        false,
        "Gives one of a counting resource back; any task may.");
    return List.copyOf(words);
  }

  private static void taken(
      List<Word> words, String word, LockKind kind, boolean shared, String meaning) {
    for (Sleeping how : FOR_LOCKS) {
      if (how != Sleeping.INTERRUPTIBLE || !NEVER_INTERRUPTIBLE.contains(word)) {
        String signalled = how.word(word);
        boolean plain = how == Sleeping.UNINTERRUPTIBLE;
        words.add(
            new Word(
                signalled,
                argument(kind) + (plain ? "" : BRANCH),
                plain ? meaning : "The same as " + word + ending(how),
                a ->
                    new Acquire(
                        signalled, lock(a, kind), shared, how, plain ? Branch.NONE : a.branch())));
      }
    }
  }

  /** How the meaning of a word goes on that sleeps so. */
  static String ending(Sleeping how) {
    return ENDINGS.getOrDefault(how, ".");
  }

  private static void given(
      List<Word> words, String word, LockKind kind, boolean shared, String meaning) {
    words.add(
        new Word(word, argument(kind), meaning, a -> new Release(word, lock(a, kind), shared)));
  }

  private static String argument(LockKind kind) {
    return kind == LockKind.SEMAPHORE ? "SEM" : "L";
  }

  private static LockName lock(Arguments a, LockKind kind) throws BadValue {
    return a.lock(kind);
  }

  /** {@code down_read}, {@code mutex_lock} and all others that take a lock or a unit. */
  public record Acquire(String word, LockName lock, boolean shared, Sleeping how, Branch branch)
      implements Step {

    /** One that goes on the same way whatever comes. */
    public Acquire(String word, LockName lock, boolean shared, Sleeping how) {
      this(word, lock, shared, how, Branch.NONE);
    }

    /** One that is killable, or uninterruptible. */
    public Acquire(String word, LockName lock, boolean shared, boolean killable) {
      this(word, lock, shared, killable ? Sleeping.KILLABLE : Sleeping.UNINTERRUPTIBLE);
    }

    @Override
    public boolean run(Calls task) {
      Step wait = calls -> calls.the(LockCalls.class).acquire(lock, shared, how, word);
      return branch.isNone() ? wait.run(task) : Attempts.begin((Running) task, wait, branch);
    }

    /** Where it says what follows a signal, none leaves it with less than it seems to have. */
    @Override
    public List<Effect> effects() {
      String plain = Sleeping.plain(word);
      Sleeping sleeps = branch.isNone() ? how : Sleeping.UNINTERRUPTIBLE;
      Effect takes =
          plain.equals("down")
              ? new Effect.TakesUnit(lock, sleeps, false)
              : new Effect.Takes(word, lock, shared, sleeps, givenBackBy(plain), false);
      return List.of(branch.isNone() ? takes : branch.effect(List.of(takes)));
    }
  }

  /** The word that gives back what {@code taking} takes, as the kernel names such pairs. */
  static String givenBackBy(String taking) {
    return taking.replace("down", "up").replace("_start_", "_end_").replace("lock", "unlock");
  }

  /** {@code up_read}, {@code mutex_unlock} and all others that give one back. */
  public record Release(String word, LockName lock, boolean shared) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(LockCalls.class).release(lock, shared);
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          word.equals("up")
              ? new Effect.GivesUnit(lock)
              : new Effect.GivesBack(word, lock, shared));
    }
  }
}
