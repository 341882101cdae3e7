package org.fputlab.kernel.mounts;

import akka.actor.typed.ActorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;

/**
 * Which superblocks are frozen, or about to be.
 *
 * <p>Mirrors {@code sb->s_writers.frozen} (fs/super.c, v6.6): a freeze passes three levels one
 * after another; once it is complete nobody owns it, a second one fails with EBUSY, and anybody may
 * thaw it. Whoever freezes while another is half way there waits until that is complete ({@code
 * wait_for_partially_frozen}). Leaves out freezes by the kernel itself, which share one of user
 * space ({@code freeze_holders}).
 */
final class Freezes {

  private static final class Freeze {
    boolean complete;
    final Deque<ActorRef<? super MountAnswer>> later = new ArrayDeque<>();
  }

  private final Map<Integer, Freeze> freezes = new LinkedHashMap<>();

  /** The levels of one superblock, by its mount. */
  static List<LockName> levels(String mount) {
    return NamedLocks.FREEZE_LEVELS.stream().map(level -> new LockName(level, mount)).toList();
  }

  /** Somebody wants to freeze; answers now, or when the freeze under way is complete. */
  void begin(int mount, ActorRef<? super MountAnswer> who) {
    Freeze freeze = freezes.get(mount);
    if (freeze == null) {
      freezes.put(mount, new Freeze());
      who.tell(MountAnswer.DONE);
    } else if (freeze.complete) {
      who.tell(MountAnswer.BUSY);
    } else {
      freeze.later.add(who);
    }
  }

  /** All three levels are frozen. */
  void complete(int mount) {
    Freeze freeze = freezes.get(mount);
    if (freeze != null) {
      freeze.complete = true;
      freeze.later.forEach(who -> who.tell(MountAnswer.BUSY));
      freeze.later.clear();
    }
  }

  /** Ends a complete freeze; returns whether there was one. */
  boolean thaw(int mount) {
    Freeze freeze = freezes.get(mount);
    if (freeze == null || !freeze.complete) {
      return false;
    }
    freezes.remove(mount);
    return true;
  }

  /** In the order in which a thaw gives them up. */
  static List<LockName> lastFirst(String mount) {
    List<LockName> levels = new ArrayList<>(levels(mount));
    java.util.Collections.reverse(levels);
    return levels;
  }
}
