package org.fputlab.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  /** What happens by itself, and nobody can ask for. */
  private static final List<Fault> NOTED = List.of(new Silence());

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

  /** The fault that is written so, or shown so where nobody can ask for it. */
  public static Optional<Fault> of(String word) {
    return Stream.concat(ALL.stream(), NOTED.stream())
        .filter(fault -> fault.word().word().equals(word))
        .findFirst();
  }
}
