package org.fputlab.kernel.task;

import org.fputlab.engine.RandomStream;
import org.fputlab.model.Dist;

/**
 * The random numbers that one task draws. They begin anew with each piece of work, from a key of
 * its own, so that they depend on nothing that the task did before.
 */
public final class Draws {

  private final long key;
  private final RandomStream stream;
  private long workKey;

  Draws(long seed, String task) {
    this.key = RandomStream.key(seed, task);
    this.stream = new RandomStream(key);
  }

  /** A piece of work begins that has a key already. */
  void begin(long workKey) {
    this.workKey = workKey;
    stream.rewind(workKey);
  }

  /** One begins that is the task's {@code number}-th, or has another number of its own. */
  void beginNumbered(long number) {
    begin(RandomStream.key(key, number));
  }

  /** Those of the work under way. */
  public RandomStream stream() {
    return stream;
  }

  /** Others, which take none from {@link #stream()}. */
  public RandomStream aside() {
    return new RandomStream(RandomStream.key(stream.state(), 0));
  }

  /** How long a step takes. */
  public long sample(Dist time) {
    return time.sample(
        time instanceof Dist.Alike ? new RandomStream(RandomStream.key(workKey, 1)) : stream);
  }

  /** How long after this run the next is due: it depends on nothing that the run does. */
  long sampleArrival(Dist time) {
    return time.sample(new RandomStream(RandomStream.key(workKey, 2)));
  }
}
