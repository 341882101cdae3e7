package org.fputlab.cli;

import java.util.function.BooleanSupplier;
import org.fputlab.explore.Exploration;

/** Who explores: threads of this program, or the workers of a cluster. */
interface Others extends AutoCloseable {

  /** This program alone. */
  Others NOBODY =
      new Others() {
        @Override
        public void await(BooleanSupplier isToStop) {}

        @Override
        public Exploration exploration(int jobs, BooleanSupplier isToStop) {
          return new Exploration(jobs, isToStop);
        }

        @Override
        public int jobs(int own) {
          return own;
        }

        @Override
        public void close() {}
      };

  /** Waits for them, as long as it is to. */
  void await(BooleanSupplier isToStop) throws InterruptedException;

  /** Something to explore with. */
  Exploration exploration(int jobs, BooleanSupplier isToStop);

  /**
   * How many schedules they run at a time now.
   *
   * @param own how many this program runs by itself
   */
  int jobs(int own);

  @Override
  void close();
}
