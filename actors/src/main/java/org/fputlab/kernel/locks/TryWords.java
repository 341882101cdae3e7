package org.fputlab.kernel.locks;

import java.util.List;
import org.fputlab.kernel.task.Attempts;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * The words that take a lock only if it is free, and what follows then: {@code down_read_trylock}
 * and its like of kernel/locking/rwsem.c, mutex.c and semaphore.c, and {@code
 * sb_start_write_trylock} of include/linux/fs.h, v6.6.
 *
 * <p>A reader's fails also while somebody waits for the rwsem ({@code RWSEM_READ_FAILED_MASK}).
 * Where lock stealing is left out, a mutex or a semaphore that has waiters is never free.
 */
public final class TryWords {

  private static final String TRYLOCK = "_trylock";

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          tries("down_read", LockKind.RWSEM, true, "an rwsem for reading"),
          tries("down_write", LockKind.RWSEM, false, "an rwsem for writing"),
          tries("mutex", LockKind.MUTEX, false, "a mutex"),
          tries("down", LockKind.SEMAPHORE, false, "one of a counting resource"));

  private TryWords() {}

  private static Word tries(String plain, LockKind kind, boolean shared, String what) {
    String word = plain + TRYLOCK;
    return new Word(
        word,
        (kind == LockKind.SEMAPHORE ? "SEM" : "L") + LockWords.BRANCH,
        "Takes " + what + " if that needs no wait, and goes on by whether it did.",
        a -> new Try(word, a.lock(kind), shared, a.branch()));
  }

  /** The same of a superblock's freeze level. */
  public static Word startsChange(String plain, String level, String what) {
    String word = plain + TRYLOCK;
    return new Word(
        word,
        "SB" + LockWords.BRANCH,
        "Starts " + what + " unless that level is frozen, and goes on by whether it did.",
        a -> new Try(word, a.freezeLevel(level), true, a.branch()));
  }

  /** {@code mutex_trylock} and all others that take a lock or a unit only if it is free. */
  public record Try(String word, LockName lock, boolean shared, Branch branch) implements Step {

    @Override
    public boolean run(Calls task) {
      Step attempt = calls -> calls.the(LockCalls.class).attempt(lock, shared, plain());
      return Attempts.begin((Running) task, attempt, branch);
    }

    /** The word that would wait. */
    private String plain() {
      String plain = word.substring(0, word.length() - TRYLOCK.length());
      return plain.equals("mutex") ? "mutex_lock" : plain;
    }

    @Override
    public List<Effect> effects() {
      String plain = plain();
      Sleeping never = Sleeping.UNINTERRUPTIBLE;
      Effect takes =
          plain.equals("down")
              ? new Effect.TakesUnit(lock, never, true)
              : new Effect.Takes(word, lock, shared, never, LockWords.givenBackBy(plain), true);
      return List.of(branch.effect(List.of(takes)));
    }
  }
}
