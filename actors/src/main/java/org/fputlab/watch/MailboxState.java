package org.fputlab.watch;

/**
 * One mailbox at one moment.
 *
 * @param actor whose it is, as in {@code nfsd}
 * @param depth requests that wait in it
 * @param oldestAge how long the oldest has waited, in nanoseconds; -1 where none waits
 * @param in requests that ever came
 * @param out requests that were ever taken
 * @param inPerSecond requests that came per second of the run since the snapshot before
 * @param outPerSecond requests that were taken per second of the run since the snapshot before
 * @param open whether a request that comes now would be handled
 * @param waitsFor what its owner waits for, where its owner is a task that does; else ""
 */
public record MailboxState(
    String actor,
    long depth,
    long oldestAge,
    long in,
    long out,
    double inPerSecond,
    double outPerSecond,
    boolean open,
    String waitsFor) {}
