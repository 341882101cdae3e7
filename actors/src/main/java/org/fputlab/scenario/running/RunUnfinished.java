package org.fputlab.scenario.running;

import org.fputlab.engine.Registry;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Unfinished;
import org.fputlab.kernel.task.Meters;

/**
 * The durations that had begun and not ended when the run did: what lasts forever is among these
 * and not among the others.
 *
 * @param closerWait closers still in the close call
 * @param closeLag final puts whose {@code __fput} has not ended
 * @param rpcLatency calls that have arrived and are not answered
 */
public record RunUnfinished(Unfinished closerWait, Unfinished closeLag, Unfinished rpcLatency) {

  static RunUnfinished of(Registry<Samples> samples) {
    return new RunUnfinished(
        samples.of(Meters.CLOSER_WAIT).unfinished(),
        samples.of(Meters.CLOSE_LAG).unfinished(),
        samples.of(Meters.RPC_LATENCY).unfinished());
  }
}
