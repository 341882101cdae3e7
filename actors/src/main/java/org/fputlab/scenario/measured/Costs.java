package org.fputlab.scenario.measured;

/**
 * What the code around a release costs, as shares of the median time that opening a file takes on
 * the same machine at the same time; one figure for all runs of a kernel ({@link Calibration}).
 *
 * @param beforeRelease what {@code __fput} does before the release
 * @param afterRelease and after it
 * @param inWorker how many times as long both take in a worker
 * @param fput {@code llist_add}
 * @param queueWork {@code queue_work}
 * @param poolLock what that takes on top behind a worker
 * @param wakeWorker and where it wakes one
 * @param restOfLoop what the closer does between a close and the next open
 * @param coldTimer starting the timer of the list where that code is cold, in nanoseconds
 */
record Costs(
    double beforeRelease,
    double afterRelease,
    double inWorker,
    double fput,
    double queueWork,
    double poolLock,
    double wakeWorker,
    double restOfLoop,
    double coldTimer) {

  /**
   * How long code stays warm on the measured machine: opens of a lone closer on an idle machine
   * take 1.5 us every 20 us, 9 us every 2 ms, 18 us every 5 ms, 31 us every 10 ms and 45 us every
   * 20 ms, which is {@code 1.5 us + 50 us * (1 - exp(-t / 11 ms))}.
   */
  static final long COLD_AFTER = 11_000_000;

  /** Of a kernel of which nothing was measured that would tell. */
  static final Costs OF_KERNEL_THREADS =
      new Costs(0.17, 0.99, 1.4, 0.070, 0.22, 0.46, 1.2, 0.34, 17_000);

  /** The same of user tasks. */
  static final Costs OF_USER_TASKS =
      new Costs(0.06, 0.31, 1, 0.070, 0.22, 0.46, 1.2, 0.046, 17_000);
}
