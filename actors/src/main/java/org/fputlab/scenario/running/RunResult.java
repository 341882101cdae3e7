package org.fputlab.scenario.running;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Journal;
import org.fputlab.fault.Switchboard;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * What one run came to. Times in nanoseconds.
 *
 * @param scenario what was run
 * @param close the policy in force
 * @param seed the seed in force
 * @param simulated how much simulated time passed
 * @param interrupted whether the user ended it before its time
 * @param verdict what follows from the findings
 * @param findings in order of kind, then of time
 * @param events notable events in order
 * @param opened files opened
 * @param closed files finalised
 * @param pending final puts whose {@code __fput} had not ended when the run did
 * @param backlog how the pending closes moved over the run
 * @param closerWait time that closers spent in the close call
 * @param closeLag time from the final put to the end of {@code __fput}
 * @param rpcLatency time from a call's arrival to its reply
 * @param inOrder the same three in the order in which they came
 * @param unfinished the same three where they had not ended when the run did
 * @param changedCourse whether a fault began or ended in the course of it
 * @param steps messages handled
 * @param traceHash a hash of every delivery
 * @param faults the faults still at work at the end, oldest first
 * @param live what a live run has to tell besides
 */
public record RunResult(
    Scenario scenario,
    ClosePolicy close,
    long seed,
    long simulated,
    boolean interrupted,
    Verdict verdict,
    List<Finding> findings,
    List<Journal.Event> events,
    long opened,
    long closed,
    long pending,
    Backlog.Drift backlog,
    Histogram closerWait,
    Histogram closeLag,
    Histogram rpcLatency,
    RunSeries inOrder,
    RunUnfinished unfinished,
    boolean changedCourse,
    long steps,
    long traceHash,
    List<Switchboard.Active> faults,
    Optional<LiveEnd> live) {

  /**
   * Whether it may have been the same from its warm-up to its end, so that a mean of its durations
   * says what to expect of another hour.
   */
  public boolean isSteady() {
    return !changedCourse
        && verdict != Verdict.SPINS
        && verdict != Verdict.WAITS
        && verdict != Verdict.DEADLOCK
        && verdict != Verdict.CRASHES;
  }
}
