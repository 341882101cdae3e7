package org.fputlab.scenario.running;

import org.fputlab.engine.Registry;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Series;
import org.fputlab.kernel.task.Meters;

/**
 * The durations of a run in the order in which they ended, in nanoseconds.
 *
 * @param closerWait time that closers spent in the close call
 * @param closeLag time from the final put to the end of {@code __fput}
 * @param rpcLatency time from a call's arrival to its reply
 */
public record RunSeries(Series closerWait, Series closeLag, Series rpcLatency) {

  static RunSeries of(Registry<Samples> samples) {
    return new RunSeries(
        samples.of(Meters.CLOSER_WAIT).series(),
        samples.of(Meters.CLOSE_LAG).series(),
        samples.of(Meters.RPC_LATENCY).series());
  }
}
