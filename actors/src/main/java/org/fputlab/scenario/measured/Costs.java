package org.fputlab.scenario.measured;

/**
 * What the code around a release costs, as shares of the time that opening a file takes on the same
 * machine at the same time; one figure for all runs.
 *
 * @param restOfFput all of {@code __fput} but the release
 * @param fput {@code llist_add}
 * @param queueWork {@code queue_work}
 * @param restOfLoop what the closer does between a close and the next open
 * @param scheduleDelayedWork starting the timer of the list, in nanoseconds
 */
record Costs(
    double restOfFput, double fput, double queueWork, double restOfLoop, long scheduleDelayedWork) {

  static final Costs OF_KERNEL_THREADS = new Costs(1.10, 0.070, 0.62, 0.29, 11_000);

  static final Costs OF_USER_TASKS = new Costs(0.37, 0.070, 0.62, 0.046, 11_000);
}
