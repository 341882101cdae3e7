package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.fputlab.engine.Figures;
import org.jspecify.annotations.Nullable;

/** Finds the closes in what was measured, each counted once, with the time they came in. */
final class Streams {

  /** A trace with fewer closes says too little of their rate: it begins and ends with some. */
  private static final long FEWEST_IN_A_TRACE = 10;

  /** With more kinds, those of one caller are put together. */
  private static final int MOST = 12;

  private static final double SECOND = 1e9;

  /** With fewer, an hour of a run has no close; with more, no machine is that fast. */
  private static final double LEAST_RATE = 1.0 / 3600;

  private static final double GREATEST_RATE = 1e8;

  /** No close takes so long; what says so is in another unit. */
  private static final long LONGEST = 30 * Stamp.DAY_NANOS;

  private final List<Measurement> all;
  private final Hints hints;

  private Streams(List<Measurement> all, Hints hints) {
    this.all = all;
    this.hints = hints;
  }

  /**
   * The measurement with the closes, how long it took unless a rate was said, and the closes.
   *
   * @param calls close(2) of user tasks, where that was measured besides
   */
  record Found(
      Measurement from, OptionalLong span, List<Stream> streams, @Nullable Measurement calls) {

    /** What was measured with. */
    String kind() {
      return calls == null ? from.kind() : from.kind() + " and " + calls.kind();
    }

    /** What the durations are of, where those are not of kernel functions. */
    List<String> measured() {
      return calls == null ? from.measured() : calls.measured();
    }

    /** Whether some closes are known by their system call alone. */
    boolean hasCalls() {
      return calls != null || from.has(Part.CALL);
    }
  }

  static Found of(List<Measurement> all, Hints hints) throws NotUsable {
    return new Streams(all, hints).find();
  }

  private Found find() throws NotUsable {
    Measurement calls = only(Part.CALL);
    for (Part part : List.of(Part.CLOSE, Part.WRAPPER, Part.RELEASE)) {
      Measurement closes = only(part);
      if (closes != null) {
        Found found = found(closes, part);
        return calls == null ? found : both(found, calls);
      }
    }
    if (calls != null) {
      return found(calls, Part.CALL);
    }
    throw new NotUsable(whyNone());
  }

  /** Closes of the kernel's threads by the one, those of user tasks by the other. */
  private Found both(Found kernel, Measurement calls) throws NotUsable {
    String names =
        "%s (%s) and %s (%s)"
            .formatted(kernel.from.file(), kernel.from.kind(), calls.file(), calls.kind());
    if (hints.rate().isPresent()) {
      throw new NotUsable(
          names + " are two measurements, and --rate says one rate. Import one, or say --over.");
    }
    for (Stream stream : kernel.streams) {
      if (stream.caller() == Caller.USER) {
        throw new NotUsable(
            names + " both hold closes by user tasks, which would count twice. Import one.");
      }
      if (stream.caller() == Caller.UNKNOWN) {
        throw new NotUsable(
            names
                + " both hold closes; whether those of user tasks are among the first is not known."
                + " Say --by delayed_fput or nfsd, whichever it is, or import one.");
      }
    }
    List<Stream> streams = new ArrayList<>(kernel.streams);
    streams.addAll(found(calls, Part.CALL).streams);
    return new Found(kernel.from, kernel.span, List.copyOf(streams), calls);
  }

  private Found found(Measurement closes, Part part) throws NotUsable {
    refuseIfLonger(closes, LONGEST, "which no close does: the unit is wrong.");
    if (hints.rate().isPresent()) {
      double seconds = closes.count(part) / hints.rate().getAsDouble();
      return new Found(closes, OptionalLong.empty(), streams(closes, part, seconds), null);
    }
    long span = span(closes, part);
    if (!closes.eachSeen()) {
      String why = "but only %s were measured: the time or the unit is wrong.";
      refuseIfLonger(closes, span, why.formatted(Figures.plainDuration(span)));
    }
    return new Found(closes, OptionalLong.of(span), streams(closes, part, span / SECOND), null);
  }

  /** What a histogram counts began and ended while it was measured. */
  private static void refuseIfLonger(Measurement closes, long limit, String why) throws NotUsable {
    for (Observed each : closes.seen()) {
      long longest = each.times().longestAtLeast();
      if (longest > limit) {
        throw new NotUsable(
            "%s: one %s took at least %s, %s"
                .formatted(
                    closes.file(), each.part().example(), Figures.plainDuration(longest), why));
      }
    }
  }

  private String whyNone() {
    if (all.stream().anyMatch(each -> each.has(Part.BATCH))) {
      return "delayed_fput alone says how long whole batches took, not how long a close does."
          + " Measure __fput as well.";
    }
    if (all.stream().anyMatch(each -> each.has(Part.EVICT))) {
      return "evict alone is a part of a close, and inodes are evicted without one as well."
          + " Measure __fput as well.";
    }
    return "these files do not say how long a close takes. Add a histogram or a trace of __fput.";
  }

  /**
   * The measurement that has such a part; two might have measured at once, or one after another.
   */
  private @Nullable Measurement only(Part part) throws NotUsable {
    List<Measurement> having = all.stream().filter(each -> each.has(part)).toList();
    if (having.size() > 1) {
      throw new NotUsable(
          "%s (%s) and %s (%s) both hold closes; whether they are the same is not known. Import one."
              .formatted(
                  having.get(0).file(),
                  having.get(0).kind(),
                  having.get(1).file(),
                  having.get(1).kind()));
    }
    return having.isEmpty() ? null : having.get(0);
  }

  private long span(Measurement closes, Part part) throws NotUsable {
    OptionalLong own = closes.span();
    long count = closes.count(part);
    if (own.isEmpty() && hints.span().isEmpty()) {
      throw new NotUsable(
          "%s: %s, but nothing says in what time. Add --over TIME: how long it was measured; or --rate."
              .formatted(closes.file(), Words.count(count, "close", "closes")));
    }
    if (own.isPresent() && own.getAsLong() <= 0) {
      throw new NotUsable(closes.file() + ": says that it was measured for no time at all.");
    }
    if (own.isPresent()
        && closes.eachSeen()
        && count < FEWEST_IN_A_TRACE
        && hints.span().isEmpty()) {
      throw new NotUsable(
          "%s: a trace of %s is too short for a rate. Take a longer one, or add --over TIME."
              .formatted(closes.file(), Words.count(count, "close", "closes")));
    }
    return own.isPresent() && !(closes.eachSeen() && hints.span().isPresent())
        ? own.getAsLong()
        : hints.span().getAsLong();
  }

  private List<Stream> streams(Measurement closes, Part part, double seconds) throws NotUsable {
    Histogram evict = part == Part.RELEASE ? evict(closes, seconds) : null;
    Map<String, Observed> byName = new LinkedHashMap<>();
    List<Observed> wanted =
        closes.seen().stream().filter(each -> each.part() == part).map(this::withCaller).toList();
    Set<String> names = new LinkedHashSet<>();
    wanted.forEach(each -> names.add(name(each, true)));
    boolean labels = names.size() <= MOST;
    for (Observed each : wanted) {
      byName.merge(name(each, labels), each, Streams::together);
    }
    List<Stream> streams = new ArrayList<>();
    for (Map.Entry<String, Observed> named : byName.entrySet()) {
      Observed each = named.getValue();
      double rate = each.times().count() / seconds;
      checkRate(closes, rate, each.times().count());
      checkTasks(closes, each, rate);
      String function = function(part, each);
      streams.add(
          new Stream(named.getKey(), function, each.caller(), each.times(), evict, rate, 0));
    }
    return streams;
  }

  private Observed withCaller(Observed each) {
    Caller caller = each.caller() == Caller.UNKNOWN ? hints.caller() : each.caller();
    return new Observed(each.part(), caller, each.label(), each.times());
  }

  private static void checkRate(Measurement closes, double rate, long count) throws NotUsable {
    if (rate < LEAST_RATE || rate > GREATEST_RATE) {
      throw new NotUsable(
          String.format(
              Locale.ROOT,
              "%s: %s in this time are %.2g a second; a scenario can have one an hour to %.0e a second.",
              closes.file(),
              Words.count(count, "close", "closes"),
              rate,
              GREATEST_RATE));
    }
  }

  /** User tasks close one file at a time each. */
  private static void checkTasks(Measurement closes, Observed each, double rate) throws NotUsable {
    double atATime = rate * each.times().mean() / SECOND;
    if (each.caller() == Caller.USER && atATime > ScenarioText.MOST_TASKS / 2.0) {
      throw new NotUsable(
          String.format(
              Locale.ROOT,
              "%s: %,.0f user tasks would be closing at any time, and a scenario has at most %,d: the time or the unit is wrong.",
              closes.file(),
              atATime,
              ScenarioText.MOST_TASKS));
    }
  }

  private static Observed together(Observed one, Observed other) {
    return new Observed(one.part(), one.caller(), one.label(), one.times().with(other.times()));
  }

  private static String function(Part part, Observed each) {
    if (part == Part.RELEASE) {
      return each.label().isEmpty() ? "->release" : each.label();
    }
    return part == Part.WRAPPER ? "__fput and its caller" : part.example();
  }

  private static String name(Observed each, boolean withLabel) {
    String caller =
        switch (each.caller()) {
          case WORKER -> "deferred";
          case NFSD -> "by-nfsd"; // "nfsd" is the pool's own
          case USER -> "user";
          case UNKNOWN -> "measured";
        };
    String label = each.label().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return withLabel && !label.isEmpty() ? caller + "-" + label : caller;
  }

  /**
   * Of the evictions, as many as there are closes: if there were fewer, the other closes have none.
   */
  private @Nullable Histogram evict(Measurement closes, double seconds) throws NotUsable {
    Measurement evicted = only(Part.EVICT);
    if (evicted == null) {
      return null;
    }
    Histogram times = null;
    for (Observed each : evicted.seen()) {
      if (each.part() == Part.EVICT) {
        times = times == null ? each.times() : times.with(each.times());
      }
    }
    boolean together = evicted.equals(closes) || hints.rate().isPresent();
    double during = together ? seconds : span(evicted, Part.EVICT) / SECOND;
    double evictions = evicted.count(Part.EVICT) / during;
    double closed = closes.count(Part.RELEASE) / seconds;
    double without = evicted.count(Part.EVICT) * (closed / evictions - 1);
    return times == null ? null : times.orNothing(Math.round(without));
  }
}
