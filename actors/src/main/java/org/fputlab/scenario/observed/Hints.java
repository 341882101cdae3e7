package org.fputlab.scenario.observed;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a user says of files that do not say it themselves.
 *
 * @param span for how long they were measured, in nanoseconds
 * @param rate closes a second, all together
 * @param every how far apart looks without a time are, in nanoseconds
 * @param unit of histograms that name none, in nanoseconds
 * @param function of histograms that name none, or ""
 * @param caller of closes where the files do not say who ran them
 * @param cpus processors
 * @param threads of nfsd
 */
public record Hints(
    OptionalLong span,
    OptionalDouble rate,
    OptionalLong every,
    OptionalLong unit,
    String function,
    Caller caller,
    OptionalInt cpus,
    OptionalInt threads) {

  /** What a scenario can have. */
  public static final int MOST_CPUS = 8192;

  /** What a scenario can have. */
  public static final int MOST_THREADS = 100_000;

  public static final Hints NONE =
      new Hints(
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          "",
          Caller.UNKNOWN,
          OptionalInt.empty(),
          OptionalInt.empty());

  /** Whether a function's durations say something of a close. */
  public static boolean isOfAClose(String function) {
    Part part = Part.of(function);
    return part != null && part != Part.HANDOVER;
  }

  /** Some of these functions. */
  public static List<String> functions() {
    return Part.examples();
  }

  /** So long was measured. */
  public Hints over(long nanos) {
    OptionalLong said = OptionalLong.of(nanos);
    return new Hints(said, rate, every, unit, function, caller, cpus, threads);
  }

  /** So many closes a second. */
  public Hints withRate(double perSecond) {
    OptionalDouble said = OptionalDouble.of(perSecond);
    return new Hints(span, said, every, unit, function, caller, cpus, threads);
  }

  /** Looks without a time are so far apart. */
  public Hints withEvery(long nanos) {
    OptionalLong said = OptionalLong.of(nanos);
    return new Hints(span, rate, said, unit, function, caller, cpus, threads);
  }

  /** Histograms that name no unit are in this one. */
  public Hints in(long nanos) {
    OptionalLong said = OptionalLong.of(nanos);
    return new Hints(span, rate, every, said, function, caller, cpus, threads);
  }

  /** Histograms that name no function are of this one. */
  public Hints of(String measured) {
    return new Hints(span, rate, every, unit, measured, caller, cpus, threads);
  }

  /** Closes were run by these, where the files do not say. */
  public Hints by(Caller who) {
    return new Hints(span, rate, every, unit, function, who, cpus, threads);
  }

  /** The machine has so many processors. */
  public Hints withCpus(int count) {
    OptionalInt said = OptionalInt.of(count);
    return new Hints(span, rate, every, unit, function, caller, said, threads);
  }

  /** nfsd has so many threads. */
  public Hints withThreads(int count) {
    OptionalInt said = OptionalInt.of(count);
    return new Hints(span, rate, every, unit, function, caller, cpus, said);
  }
}
