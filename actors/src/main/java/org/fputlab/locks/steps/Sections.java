package org.fputlab.locks.steps;

import java.util.Set;
import org.fputlab.model.Effect;

/**
 * The sections that a place in a list of steps may be in: with bottom halves off, a put counts as a
 * kernel thread's ({@code in_interrupt()} in {@code fput}, fs/file_table.c, v6.6); where reclaim is
 * stopped, an allocation takes no locks of it ({@code current_gfp_context()}, v6.6).
 */
final class Sections {

  private static final Set<String> TURN_BOTTOM_HALVES_OFF =
      Set.of("local_bh_disable", "spin_lock_bh");

  private static final Set<String> TURN_BOTTOM_HALVES_ON =
      Set.of("local_bh_enable", "spin_unlock_bh");

  /** What of it tells two places with the same steps before them apart. */
  record Sign(boolean bottomHalvesOff, boolean mayReclaim) {}

  private int bottomHalvesOff;
  private int reclaimStopped;

  Sections copy() {
    Sections copy = new Sections();
    copy.bottomHalvesOff = bottomHalvesOff;
    copy.reclaimStopped = reclaimStopped;
    return copy;
  }

  /** After two ways that meet again bottom halves may be off, or reclaim allowed, as on either. */
  void join(Sections other) {
    bottomHalvesOff = Math.max(bottomHalvesOff, other.bottomHalvesOff);
    reclaimStopped = Math.min(reclaimStopped, other.reclaimStopped);
  }

  Sign sign() {
    return new Sign(mayHaveBottomHalvesOff(), mayReclaim());
  }

  boolean mayHaveBottomHalvesOff() {
    return bottomHalvesOff > 0;
  }

  boolean mayReclaim() {
    return reclaimStopped == 0;
  }

  void stopReclaim() {
    reclaimStopped++;
  }

  void letReclaim() {
    reclaimStopped = Math.max(0, reclaimStopped - 1);
  }

  /**
   * Enters or leaves what the effect begins or ends; returns whether it does nothing else. A
   * spinlock does, as it is a lock too.
   */
  boolean enterOrLeave(Effect effect) {
    if (effect instanceof Effect.Takes taken) {
      enter(taken.word());
    } else if (effect instanceof Effect.GivesBack given) {
      leave(given.word());
    } else if (effect instanceof Effect.EntersAtomic begun) {
      enter(begun.word());
      return true;
    } else if (effect instanceof Effect.LeavesAtomic ended) {
      leave(ended.word());
      return true;
    } else if (effect instanceof Effect.StopsReclaim) {
      stopReclaim();
      return true;
    } else if (effect instanceof Effect.LetsReclaim) {
      letReclaim();
      return true;
    }
    return false;
  }

  /** Whether it begins a section in which nobody may sleep. */
  static boolean isAtomic(Effect effect) {
    return effect instanceof Effect.EntersAtomic
        || (effect instanceof Effect.Takes taken && taken.word().startsWith("spin_lock"));
  }

  private void enter(String word) {
    bottomHalvesOff += TURN_BOTTOM_HALVES_OFF.contains(word) ? 1 : 0;
  }

  private void leave(String word) {
    if (TURN_BOTTOM_HALVES_ON.contains(word)) {
      bottomHalvesOff = Math.max(0, bottomHalvesOff - 1);
    }
  }
}
