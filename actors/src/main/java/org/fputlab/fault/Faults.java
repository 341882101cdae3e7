package org.fputlab.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Signal;

/** The registry: every fault there is. Scenario files and commands offer what stands here. */
public final class Faults {

  private static final List<Fault> ALL =
      List.of(
          new Hang(),
          new Slow(),
          new Crash(),
          new Partition(),
          new Drop(),
          new SlowStep(),
          new MemoryPressure(),
          new Hold(),
          new Pause(),
          new Kill(),
          new Signalled(Signal.SIGKILL),
          new Signalled(Signal.SIGINT));

  private Faults() {}

  /** In the order in which help and problems list them. */
  public static List<Fault> all() {
    return ALL;
  }

  /** Their words, in the same order. */
  public static List<FaultWord> words() {
    return ALL.stream().map(Fault::word).toList();
  }

  /** What {@code slow-step} can be put on. */
  public static Set<String> steps(KernelSpec kernel) {
    return SlowStep.steps(kernel);
  }

  /** Whether a thread is written by its number, as in {@code closer (pid 101)}. */
  public static boolean isPid(String written) {
    return Threads.isNumber(written);
  }

  /** The fault that is written so. */
  public static Optional<Fault> of(String word) {
    return ALL.stream().filter(fault -> fault.word().word().equals(word)).findFirst();
  }
}
