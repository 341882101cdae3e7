package org.fputlab.kernel.task;

/** The names under which the emulated kernel publishes counts and durations. */
public final class Meters {

  /** Gauge: final puts whose {@code __fput} has not ended. */
  public static final String PENDING_CLOSES = "pending closes";

  /** Gauge: {@code nr_files}; what came in is how many were ever opened. */
  public static final String OPEN_FILES = "open files";

  /** Counter: opens refused because {@code file-max} was reached. */
  public static final String ENFILE = "ENFILE";

  /**
   * Counter: umount(2) calls that failed because files were open or pending. Durations, with a
   * mount's name behind it: how long it was busy, 0 for an umount that did not fail.
   */
  public static final String UMOUNT_EBUSY = "umount EBUSY";

  /** The same of execve(2), by inode, because the file was open for writing. */
  public static final String EXEC_ETXTBSY = "exec ETXTBSY";

  /** The same of open(2) for writing, because the file was being run. */
  public static final String OPEN_ETXTBSY = "open ETXTBSY";

  /**
   * Counter: unlinks by name that a silly-renaming file system turned into a rename, though all
   * that held the file were closes that had begun. Durations: how long the new name was there.
   */
  public static final String SILLY_RENAME = "silly rename";

  /**
   * Counter: calls of {@code flush_delayed_fput} that returned while another task still had closes
   * in hand that were put off before the call. Samples: how many.
   */
  public static final String MISSED_FLUSH = "missed flush";

  /**
   * Counter: closes from a list that others, put after them, came before. Samples: how many did.
   */
  public static final String OVERTAKEN = "overtaken";

  /** Durations: how long the closes that came before took, for the one most overtaken so far. */
  public static final String OVERTAKEN_FOR = "overtaken for";

  /** Gauge: files that nfsd's file cache has put on its dispose list. */
  public static final String NFSD_DISPOSE = "nfsd dispose_list";

  /** Durations: what the closer spends in the call that drops the last reference. */
  public static final String CLOSER_WAIT = "closer wait";

  /** Durations: from the final put to the end of {@code __fput}. */
  public static final String CLOSE_LAG = "close lag";

  /**
   * Durations: the same of the closes that were put off, so that their closer had long gone on; of
   * those that it runs itself on its return to user mode only until they begin.
   */
  public static final String PUT_OFF_LAG = "lag of closes put off";

  /** Durations: from a call's arrival at the server to its reply. */
  public static final String RPC_LATENCY = "rpc latency";

  private Meters() {}
}
