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
    long memory,
    long bytesPerFile) {

  /** Limits under which khungtaskd looks as often as its limit says. */
  public WatchSpec(
      long sampleEvery,
      long stalledAfter,
      long longWaitAfter,
      long hungAfter,
      long memory,
      long bytesPerFile) {
    this(sampleEvery, stalledAfter, longWaitAfter, hungAfter, hungAfter, memory, bytesPerFile);
  }
}
