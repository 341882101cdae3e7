package org.fputlab.scenario.measured;

/**
 * What the code around a release costs, as shares of the time that opening a file takes on the same
 * machine at the same time; one figure for all runs.
 *
 * @param beforeRelease what {@code __fput} does before the release
 * @param afterRelease and after it
 * @param fput {@code llist_add}
 * @param queueWork {@code queue_work}
 * @param restOfLoop what the closer does between a close and the next open
 * @param scheduleDelayedWork starting the timer of the list, in nanoseconds
 */
record Costs(
    double beforeRelease,
    double afterRelease,
    double fput,
    double queueWork,
    double restOfLoop,
    long scheduleDelayedWork) {

  static final Costs OF_KERNEL_THREADS = new Costs(0.17, 0.99, 0.070, 0.62, 0.34, 11_000);

  static final Costs OF_USER_TASKS = new Costs(0.06, 0.31, 0.070, 0.62, 0.046, 11_000);
}
