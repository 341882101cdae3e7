package org.fputlab.explore;

import java.util.List;
import java.util.Map;
import org.fputlab.engine.Access;

/** Who decides the order of a system's turns, run after run. */
interface Orders {

  /** What {@link #choose} says where the run is to be given up. */
  int ABANDON = Reduction.ABANDON;

  int choose(List<?> options);

  void taken(List<Integer> causes, Map<?, Access> accesses);

  /** The run is over; returns whether there is another. */
  boolean next();

  /** All orders but those that are no different from one that was tried. */
  static Orders reduced(Reduction reduction) {
    return new Orders() {
      @Override
      public int choose(List<?> options) {
        return reduction.choose(options);
      }

      @Override
      public void taken(List<Integer> causes, Map<?, Access> accesses) {
        reduction.taken(causes, accesses);
      }

      @Override
      public boolean next() {
        return reduction.next();
      }
    };
  }
}
