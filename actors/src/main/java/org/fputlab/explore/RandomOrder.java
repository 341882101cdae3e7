package org.fputlab.explore;

import org.fputlab.engine.RandomStream;
import org.fputlab.engine.sim.Choices;

/** {@code random}: any that can come next, all alike. Fair with probability one. */
final class RandomOrder extends Explorer {

  private final RandomStream random;

  RandomOrder(long seed) {
    random = RandomStream.named(seed, "random order");
  }

  @Override
  public int choose(Choices open) {
    return open.size() == 1 ? 0 : random.below(open.size());
  }
}
