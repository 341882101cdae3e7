package org.fputlab.kernel.locks;

import java.util.List;
import org.fputlab.kernel.task.Atomic;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * The words of atomic context, in which no step may sleep: spinlocks, RCU readers, bottom halves
 * and preemption off (include/linux/spinlock.h, rcupdate.h, bottom_half.h and preempt.h, v6.6).
 *
 * <p>Who waits for a spinlock spins. Leaves out the processor that it takes meanwhile, lock
 * stealing, and spinlocks that sleep ({@code CONFIG_PREEMPT_RT}).
 */
public final class SpinWords {

  private static final String BH = "_bh";

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "spin_lock",
              "L",
              "Takes a spinlock: spins while another has it, and must not sleep until it is given"
                  + " back.",
              a -> new SpinLock("spin_lock", a.lock(LockKind.SPIN))),
          new Word(
              "spin_unlock",
              "L",
              "Drops a spinlock.",
              a -> new SpinUnlock("spin_unlock", a.lock(LockKind.SPIN))),
          new Word(
              "spin_lock_bh",
              "L",
              "The same as spin_lock, with bottom halves off, for which fput takes it for an"
                  + " interrupt.",
              a -> new SpinLock("spin_lock_bh", a.lock(LockKind.SPIN))),
          new Word(
              "spin_unlock_bh",
              "L",
              "Drops a spinlock taken by spin_lock_bh.",
              a -> new SpinUnlock("spin_unlock_bh", a.lock(LockKind.SPIN))),
          enters("rcu_read_lock", "rcu_read_unlock", Atomic.Section.RCU, "an RCU read section"),
          leaves("rcu_read_lock", "rcu_read_unlock", Atomic.Section.RCU, "an RCU read section"),
          enters("local_bh_disable", "local_bh_enable", Atomic.Section.BH, "bottom halves off"),
          leaves("local_bh_disable", "local_bh_enable", Atomic.Section.BH, "bottom halves off"),
          enters("preempt_disable", "preempt_enable", Atomic.Section.PREEMPT, "preemption off"),
          leaves("preempt_disable", "preempt_enable", Atomic.Section.PREEMPT, "preemption off"));

  private SpinWords() {}

  private static Word enters(String word, String end, Atomic.Section section, String what) {
    return new Word(
        word,
        "",
        "Begins " + what + ", where no step may sleep.",
        a -> new EnterAtomic(word, end, section));
  }

  private static Word leaves(String begin, String word, Atomic.Section section, String what) {
    return new Word(word, "", "Ends " + what + ".", a -> new LeaveAtomic(word, begin, section));
  }

  private static Atomic.Section section(String word) {
    return word.endsWith(BH) ? Atomic.Section.BH_LOCK : Atomic.Section.PREEMPT;
  }

  /** {@code spin_lock} and {@code spin_lock_bh}. */
  public record SpinLock(String word, LockName lock) implements Step {
    @Override
    public boolean run(Calls task) {
      ((Running) task).execution().atomic().enter(section(word));
      return task.the(LockCalls.class).spin(lock, word);
    }

    @Override
    public List<Effect> effects() {
      String end = LockWords.givenBackBy(word);
      return List.of(new Effect.Takes(word, lock, false, Sleeping.UNINTERRUPTIBLE, end, false));
    }
  }

  /** {@code spin_unlock} and {@code spin_unlock_bh}. */
  public record SpinUnlock(String word, LockName lock) implements Step {
    @Override
    public boolean run(Calls task) {
      ((Running) task).execution().atomic().leave(section(word));
      return task.the(LockCalls.class).release(lock, false);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.GivesBack(word, lock, false));
    }
  }

  /** {@code rcu_read_lock} and others that begin a section. */
  public record EnterAtomic(String word, String end, Atomic.Section section) implements Step {
    @Override
    public boolean run(Calls task) {
      ((Running) task).execution().atomic().enter(section);
      return true;
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.EntersAtomic(word, end));
    }
  }

  /** {@code rcu_read_unlock} and others that end one. */
  public record LeaveAtomic(String word, String begin, Atomic.Section section) implements Step {
    @Override
    public boolean run(Calls task) {
      ((Running) task).execution().atomic().leave(section);
      return true;
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.LeavesAtomic(word, begin));
    }
  }
}
