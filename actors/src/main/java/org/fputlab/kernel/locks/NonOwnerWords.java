package org.fputlab.kernel.locks;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Step;

/**
 * The words of an rwsem that one task takes for reading and another gives back, as NFS's {@code
 * rmdir_sem} (kernel/locking/rwsem.c and fs/nfs/unlink.c, v6.6). No task owns it meanwhile, and
 * lockdep knows nothing of it; so a wait for it is never proven endless.
 */
public final class NonOwnerWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "down_read_non_owner",
              "L",
              "Takes an rwsem for reading, which another task may give back.",
              a -> new DownReadNonOwner(a.lock(LockKind.RWSEM))),
          new Word(
              "up_read_non_owner",
              "L",
              "Gives one back, whoever took it.",
              a -> new UpReadNonOwner(a.lock(LockKind.RWSEM))));

  private NonOwnerWords() {}

  /** {@code down_read_non_owner}. */
  public record DownReadNonOwner(LockName lock) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(LockCalls.class).acquireForAnybody(lock);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.TakesUnowned(lock));
    }
  }

  /** {@code up_read_non_owner}. */
  public record UpReadNonOwner(LockName lock) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(LockCalls.class).releaseForAnybody(lock);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.GivesUnownedBack(lock));
    }
  }
}
