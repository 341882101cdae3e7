package org.fputlab.scenario.running;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Pace;
import org.fputlab.fault.Switchboard;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Snapshot;

/**
 * What can be seen of a live run at one moment; nothing in it moves any more.
 *
 * @param machine mailboxes, tasks, findings, and the time of the run
 * @param pace how the run keeps up with the wall clock
 * @param opened files opened so far
 * @param closed files finalised so far
 * @param pending final puts whose {@code __fput} has not ended
 * @param backlog how the pending closes moved so far
 * @param closerWait time that closers spent in the close call so far
 * @param closeLag time from the final put to the end of {@code __fput} so far
 * @param rpcLatency time from a call's arrival to its reply so far
 * @param faults the faults at work, oldest first
 * @param over whether the run has ended
 */
public record LiveState(
    Snapshot machine,
    Pace pace,
    long opened,
    long closed,
    long pending,
    Backlog.Drift backlog,
    Histogram closerWait,
    Histogram closeLag,
    Histogram rpcLatency,
    List<Switchboard.Active> faults,
    boolean over) {}
