package org.fputlab.theory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.model.Dist;

/**
 * The calls that clients of a scenario will make, worked out from its seed: when each comes and how
 * long its first step takes.
 *
 * @param at when it comes
 * @param service how long it is served
 * @param client whose it is
 */
record Call(long at, long service, String client) {

  /** All calls of clients of this name before {@code end}. */
  static List<Call> of(long seed, String client, double perSecond, Dist service, long end) {
    Dist between = new Dist.Exp(1e9 / perSecond);
    RandomStream times = RandomStream.named(seed, "arrivals " + client);
    long calls = RandomStream.key(seed, "calls " + client);
    List<Call> all = new ArrayList<>();
    for (long at = between.sample(times); at <= end; at += between.sample(times)) {
      RandomStream own = new RandomStream(RandomStream.key(calls, all.size()));
      all.add(new Call(at, service.sample(own), client));
    }
    return all;
  }

  /** The calls of both in the order in which they come. */
  static List<Call> merged(List<Call> some, List<Call> others) {
    List<Call> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparingLong(Call::at));
    return all;
  }
}
