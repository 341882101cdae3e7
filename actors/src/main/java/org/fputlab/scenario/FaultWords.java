package org.fputlab.scenario;

import java.util.List;
import java.util.Map;

/** Which faults there are, what each can be put on, and its settings. */
public interface FaultWords {

  /** What a fault can be put on. */
  enum Target {
    /** A server of the scenario. */
    SERVER,
    /** A task, {@code nfsd}, {@code lockd} or a worker, or one of many alike by its number. */
    THREAD,
    /** A lock, as a step names it. */
    LOCK,
    /** A function of the scenario's or a word of the step language. */
    STEP,
    /** The whole machine; {@code on} is left out. */
    MACHINE
  }

  /** What kind of number a setting is. */
  enum Setting {
    /** A number above zero. */
    FACTOR,
    /** A number from 0 to 1. */
    PROBABILITY,
    /** A whole number from 1 up. */
    COUNT,
    /** A duration, which the fault gets in nanoseconds. */
    DURATION
  }

  /**
   * A fault as a scenario file writes it.
   *
   * @param word as in {@code do = hang}
   * @param targets what it can be put on
   * @param required settings that it cannot do without
   * @param optional settings that may be left out
   */
  record FaultWord(
      String word,
      List<Target> targets,
      Map<String, Setting> required,
      Map<String, Setting> optional) {}

  /** In the order in which problems list them. */
  List<FaultWord> words();

  /** The faults of issue and documentation. */
  static FaultWords standard() {
    return StandardFaultWords.INSTANCE;
  }
}
