package org.fputlab.fault;

import java.util.List;
import java.util.Map;

/**
 * A fault as scenario files and commands write it.
 *
 * @param word as in {@code do = hang}
 * @param targets what it can be put on
 * @param required settings that it cannot do without
 * @param optional settings that may be left out
 */
public record FaultWord(
    String word,
    List<Target> targets,
    Map<String, Setting> required,
    Map<String, Setting> optional) {

  /** What a fault can be put on. */
  public enum Target {
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
  public enum Setting {
    /** A number above zero. */
    FACTOR,
    /** A number from 0 to 1. */
    PROBABILITY,
    /** A whole number from 1 up. */
    COUNT,
    /** A duration, which the fault gets in nanoseconds. */
    DURATION
  }

  /** A fault without settings. */
  static FaultWord on(Target target, String word) {
    return new FaultWord(word, List.of(target), Map.of(), Map.of());
  }

  /** A fault that multiplies something {@code by} a factor. */
  static FaultWord byFactor(Target target, String word) {
    return new FaultWord(word, List.of(target), Map.of("by", Setting.FACTOR), Map.of());
  }
}
