package org.fputlab.fault;

import java.util.List;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.KernelSpec;

/**
 * One kind of fault: its word, and what begins and ends it in a running kernel. It knows nothing of
 * other faults; the kernel keeps faults apart by their numbers, so that any can be lifted first.
 */
public interface Fault {

  /** How it is written, and its settings. */
  FaultWord word();

  /**
   * What begins it.
   *
   * @param id its number in the run
   */
  List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel);

  /**
   * What tells beforehand that it will begin, where somebody may wait for just that.
   *
   * @return nothing but for what ends a wait
   */
  default List<Kernel.Command> announce(FaultSpec spec, KernelSpec kernel) {
    return List.of();
  }

  /** What ends it; nothing is lost by that. */
  List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel);

  /**
   * Whether it cannot be lifted, and so has no {@code for} either.
   *
   * @return false but for what the kernel itself cannot undo
   */
  default boolean isFinal() {
    return false;
  }

  /** Whether this one can be lifted: it is not final, nor one that ends by itself. */
  default boolean canBeLifted(FaultSpec spec) {
    return !isFinal();
  }

  /** What the root of a wait is called that this fault is to blame for. */
  default List<String> afflicted(FaultSpec spec, KernelSpec kernel) {
    return List.of(spec.on());
  }

  /** What is wrong with it though target and settings are each right, or "". */
  default String problem(FaultSpec spec, KernelSpec kernel) {
    return "";
  }
}
