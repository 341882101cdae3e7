package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.model.KernelSpec;

/**
 * How many open files hold each mount that is attached, by number. The kernel counts them per CPU
 * ({@code mnt_pcp}, fs/namespace.c, v6.6); once a mount is detached {@link MountTable} counts.
 */
public final class AttachedMounts {

  static final int NONE = -1;

  private final List<KernelSpec.Mount> mounts;
  private final int[] files;
  private final boolean[] detached;
  private final int[] lower;
  private final boolean eventpolls;

  AttachedMounts(List<KernelSpec.Mount> mounts) {
    this.mounts = mounts;
    this.files = new int[mounts.size()];
    this.detached = new boolean[mounts.size()];
    this.eventpolls = mounts.stream().anyMatch(mount -> mount.fileSystem().isEventpoll());
    this.lower = mounts.stream().mapToInt(mount -> numberOf(mount.lower())).toArray();
  }

  /** Whether some files are eventpolls, so that {@code __fput} may wait before it puts a dentry. */
  boolean haveEventpolls() {
    return eventpolls;
  }

  KernelSpec.Mount get(int mount) {
    return mounts.get(mount);
  }

  /** The mount of this name, or {@link #NONE}. */
  int numberOf(String name) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).name().equals(name)) {
        return i;
      }
    }
    return NONE;
  }

  /** The mount that this one lies over, or {@link #NONE}. */
  int lower(int mount) {
    return lower[mount];
  }

  boolean isDetached(int mount) {
    return detached[mount];
  }

  /**
   * Whether it, or one that it lies over, is detached. Left out: the clone of the mount below that
   * an overlay keeps (ovl_get_layers, fs/overlayfs/super.c, v6.6), with which it would still open.
   */
  boolean isAnyDetached(int mount) {
    for (int at = mount; at != NONE; at = lower[at]) {
      if (detached[at]) {
        return true;
      }
    }
    return false;
  }

  void opened(int mount) {
    files[mount]++;
  }

  void closed(int mount) {
    files[mount]--;
  }

  /** Detaches a mount unless files hold it that should not. */
  MountTable.Detached detach(int mount, boolean onlyIfUnused) {
    int held = files[mount];
    boolean detach = held == 0 || !onlyIfUnused;
    if (detach) {
      detached[mount] = true;
      files[mount] = 0;
    }
    return new MountTable.Detached(mount, held, detach);
  }

  void attach(int mount) {
    detached[mount] = false;
  }
}
