package org.fputlab.model;

import java.util.function.DoubleSupplier;

/**
 * Interrupts and whatever else takes a processor away from the task that runs on it, as a stream at
 * random in the time that tasks compute: the longer a task computes, the likelier it is hit.
 *
 * <p>Mirrors {@code irq_enter} to {@code irq_exit} (kernel/softirq.c, v6.12) as the interrupted
 * task sees it. Leaves out what interrupts do while the processor idles, and who they wake.
 */
public final class Interruptions {

  private final KernelSpec.Interrupts spec;
  private final Dist apart;
  private final DoubleSupplier random;
  private long untilNext;

  /**
   * @param random numbers above 0 and below 1
   */
  public Interruptions(KernelSpec.Interrupts spec, DoubleSupplier random) {
    this.spec = spec;
    this.random = random;
    this.apart = new Dist.Exp(spec.every());
    this.untilNext = apart.sample(random);
  }

  /** How long a task needs a processor to compute for {@code nanos}. */
  public long stretch(long nanos) {
    if (spec.every() == 0) {
      return nanos;
    }
    long stretched = nanos;
    long left = nanos;
    while (untilNext < left) {
      left -= untilNext;
      stretched += spec.take().sample(random);
      untilNext = apart.sample(random);
    }
    untilNext -= left;
    return stretched;
  }
}
