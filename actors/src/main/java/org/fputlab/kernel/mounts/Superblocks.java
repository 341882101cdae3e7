package org.fputlab.kernel.mounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.KernelSpec;

/**
 * How many mounts hold each superblock.
 *
 * <p>Mirrors {@code s_active} (fs/super.c, v6.6): each mount has a reference from {@code clone_mnt}
 * to its {@code cleanup_mnt}; whoever drops the last shuts the file system down ({@code
 * deactivate_super}), and until that is done nobody gets the superblock ({@code grab_super}).
 */
final class Superblocks {

  private static final class Superblock {
    int mounts;
    boolean isDown;
  }

  private final List<Superblock> byMount = new ArrayList<>();

  /** All mounts are there from the start. */
  Superblocks(List<KernelSpec.Mount> mounts) {
    Map<String, Superblock> byName = new LinkedHashMap<>();
    for (KernelSpec.Mount mount : mounts) {
      Superblock superblock = byName.computeIfAbsent(mount.superblock(), first -> new Superblock());
      superblock.mounts++;
      byMount.add(superblock);
    }
  }

  /** A mount lets go of its superblock; returns whether others have it still. */
  boolean put(int mount) {
    return --byMount.get(mount).mounts > 0;
  }

  /** The last mount that let go of it has shut it down. */
  void down(int mount) {
    byMount.get(mount).mounts = 0;
    byMount.get(mount).isDown = true;
  }

  /** A mount takes the superblock, or it anew where it was shut down; returns whether it could. */
  boolean take(int mount) {
    Superblock superblock = byMount.get(mount);
    if (superblock.mounts == 0 && !superblock.isDown) {
      return false;
    }
    superblock.mounts++;
    superblock.isDown = false;
    return true;
  }
}
