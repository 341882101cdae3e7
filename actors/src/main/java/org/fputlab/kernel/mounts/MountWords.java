package org.fputlab.kernel.mounts;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of mounts: fs/namespace.c, v6.6. */
public final class MountWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "umount",
              "MOUNT",
              "Unmounts, or finds the mount busy if a file is still open.",
              a -> new Umount(a.mount(), false)),
          new Word(
              "umount_lazy",
              "MOUNT",
              "Detaches the mount; the last close shuts it down.",
              a -> new Umount(a.mount(), true)),
          new Word(
              "mount",
              "MOUNT",
              "Mounts again what was unmounted; fails while the superblock before is not gone.",
              a -> new Mount(a.mount())));

  private MountWords() {}

  /** umount(2), or with {@code umount_lazy} its {@code MNT_DETACH}. */
  public record Umount(String mount, boolean lazy) implements Step {
    @Override
    public String word() {
      return lazy ? "umount_lazy" : "umount";
    }

    @Override
    public boolean run(Calls task) {
      return task.call(MountPaths.umountPath(mount, lazy));
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          new Effect.Runs(MountPaths.umountPath(mount, lazy)), new Effect.Detaches(mount));
    }
  }

  /** {@code mount}: mounts again what was unmounted. */
  public record Mount(String mount) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(MountPaths.class).mount(mount);
    }

    @Override
    public List<Effect> effects() {
      return List.of();
    }
  }
}
