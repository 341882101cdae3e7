package org.fputlab.model;

import java.util.Locale;

/**
 * What the last reference to a file turns into when it is dropped: who runs {@code __fput}, and
 * when.
 *
 * <p>{@link #DEFERRED} mirrors {@code fput} and {@code mntput_no_expire} (fs/file_table.c,
 * fs/namespace.c, v6.6); {@link #NFSD_SYNC} the same with {@code nfsd_filp_close} (fs/nfsd/vfs.c,
 * v6.9). {@link #SYNC} is {@code __fput_sync} at every call, as before v3.6; {@link #FPUT_NOW} and
 * {@link #NFSD_TASK_WORK} were proposed on the kernel list in Nov-Dec 2023.
 */
public enum ClosePolicy {
  /** Kernel threads use {@code delayed_fput}, user tasks their task_work. */
  DEFERRED,
  /** Every final put finalises in its caller. */
  SYNC,
  /** As {@link #SYNC}, but a final {@code mntput} is always handed to a worker. */
  FPUT_NOW,
  /** nfsd's file-cache closes finalise in their caller, all others are deferred. */
  NFSD_SYNC,
  /** nfsd threads finalise their own closes between requests, all others are deferred. */
  NFSD_TASK_WORK;

  /** Where {@code __fput} or the end of a final {@code mntput} runs. */
  public enum Route {
    /** In the caller, at the call. */
    INLINE,
    /** In the caller, when it returns to user mode, or for an nfsd thread between two requests. */
    TASK_WORK,
    /** In a worker, one at a time for the whole machine. */
    DELAYED
  }

  /** The policy of this name, as it is written in scenario files. */
  public static ClosePolicy of(String word) {
    for (ClosePolicy policy : values()) {
      if (policy.word().equals(word)) {
        return policy;
      }
    }
    throw new IllegalArgumentException("no close policy " + word);
  }

  /** The policy's name in scenario files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where the final {@code fput} by {@code closer} sends {@code __fput}. */
  public Route fput(Closer closer) {
    return switch (this) {
      case DEFERRED -> asMerged(closer);
      case SYNC, FPUT_NOW -> Route.INLINE;
      case NFSD_SYNC -> closer.isNfsdFileCache() ? Route.INLINE : asMerged(closer);
      case NFSD_TASK_WORK -> closer.isNfsdThread() ? Route.TASK_WORK : asMerged(closer);
    };
  }

  /** Where a final {@code mntput} by {@code closer} sends {@code cleanup_mnt}. */
  public Route mntput(Closer closer, boolean internal) {
    if (this == FPUT_NOW) {
      return Route.DELAYED;
    }
    if (internal) {
      return Route.INLINE;
    }
    if (this == NFSD_TASK_WORK && closer.isNfsdThread()) {
      return Route.TASK_WORK;
    }
    return asMerged(closer);
  }

  /**
   * Whether nfsd's dispose list is worked off by nfsd threads, rather than by a worker of
   * nfsd_filecache (v6.9).
   */
  public boolean nfsdThreadsDispose() {
    return this == NFSD_SYNC || this == NFSD_TASK_WORK;
  }

  private static Route asMerged(Closer closer) {
    return closer.isKthread() ? Route.DELAYED : Route.TASK_WORK;
  }
}
