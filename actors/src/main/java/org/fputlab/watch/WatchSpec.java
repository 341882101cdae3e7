package org.fputlab.watch;

/**
 * The limits that supervisors go by. Times in nanoseconds.
 *
 * @param sampleEvery how often queues and tasks are looked at
 * @param stalledAfter a mailbox's oldest request may wait so long while nothing is taken
 * @param longWaitAfter a task may sleep so long
 * @param hungAfter khungtaskd's limit, {@code hung_task_timeout_secs}
 * @param hungCheckEvery how often khungtaskd looks, {@code hung_task_check_interval_secs}; at most
 *     {@code hungAfter}
 * @param lateAfter a close that was put off may end so long after its last {@code fput}; the worker
 *     is started within two ticks ({@code schedule_delayed_work(&delayed_fput_work, 1)},
 *     fs/file_table.c, v6.6)
 * @param undrainedAfter a file may be so long on a list of puts of nfsd's file cache, which is gone
 *     through every 2 s ({@code NFSD_LAUNDRETTE_DELAY}, fs/nfsd/filecache.c, v6.9)
 * @param memory bytes that pending closes may use before the machine runs out
 * @param bytesPerFile what a pending close holds (fs/file_table.c, v6.6: about 1 KiB with inode and
 *     dentry)
 */
public record WatchSpec(
    long sampleEvery,
    long stalledAfter,
    long longWaitAfter,
    long hungAfter,
    long hungCheckEvery,
    long lateAfter,
    long undrainedAfter,
    long memory,
    long bytesPerFile) {

  /** {@link #lateAfter} where nothing else is asked for: more than a hundred times two ticks. */
  public static final long LATE_AFTER = 1_000_000_000L;

  /** {@link #undrainedAfter} where nothing else is asked for: thirty rounds of the laundrette. */
  public static final long UNDRAINED_AFTER = 60_000_000_000L;

  /** Limits under which khungtaskd looks as often as its limit says. */
  public WatchSpec(
      long sampleEvery,
      long stalledAfter,
      long longWaitAfter,
      long hungAfter,
      long memory,
      long bytesPerFile) {
    this(
        sampleEvery,
        stalledAfter,
        longWaitAfter,
        hungAfter,
        hungAfter,
        LATE_AFTER,
        UNDRAINED_AFTER,
        memory,
        bytesPerFile);
  }
}
