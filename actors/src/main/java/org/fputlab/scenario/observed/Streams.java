package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the closes in what was measured, each counted once, with the time they came in. */
final class Streams {

  /** A trace with fewer closes says too little of their rate: it begins and ends with some. */
  private static final long FEWEST_IN_A_TRACE = 10;

  /** With more kinds, those of one caller are put together. */
  private static final int MOST = 12;

  private static final double SECOND = 1e9;

  private final List<Measurement> all;
  private final Hints hints;

  private Streams(List<Measurement> all, Hints hints) {
    this.all = all;
    this.hints = hints;
  }

  /** The measurement with the closes and how long it took, and the closes. */
  record Found(Measurement from, long span, List<Stream> streams) {}

  static Found of(List<Measurement> all, Hints hints) throws NotUsable {
    return new Streams(all, hints).find();
  }

  private Found find() throws NotUsable {
    for (Part part : List.of(Part.CLOSE, Part.WRAPPER, Part.RELEASE)) {
      Measurement closes = only(part);
      if (closes != null) {
        long span = span(closes, part);
        return new Found(closes, span, streams(closes, part, span));
      }
    }
    throw new NotUsable(whyNone());
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
          "%s: %s, but nothing says in what time. Add --over TIME: how long it was measured."
              .formatted(closes.file(), Words.count(count, "close", "closes")));
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

  private List<Stream> streams(Measurement closes, Part part, long span) throws NotUsable {
    Histogram evict = part == Part.RELEASE ? evict(closes.count(part) * SECOND / span) : null;
    Map<String, Observed> byName = new LinkedHashMap<>();
    List<Observed> wanted = closes.seen().stream().filter(each -> each.part() == part).toList();
    Set<String> names = new LinkedHashSet<>();
    wanted.forEach(each -> names.add(name(each, true)));
    boolean labels = names.size() <= MOST;
    for (Observed each : wanted) {
      byName.merge(name(each, labels), each, Streams::together);
    }
    List<Stream> streams = new ArrayList<>();
    byName.forEach(
        (name, each) ->
            streams.add(
                new Stream(
                    name,
                    function(part, each),
                    each.caller(),
                    each.times(),
                    evict,
                    each.times().count() * SECOND / span,
                    0)));
    return streams;
  }

  private static Observed together(Observed one, Observed other) {
    return new Observed(one.part(), one.caller(), one.label(), one.times().with(other.times()));
  }

  private static String function(Part part, Observed each) {
    if (part == Part.RELEASE) {
      return each.label().isEmpty() ? "->release" : each.label();
    }
    return part == Part.CLOSE ? "__fput" : "__fput and its caller";
  }

  private static String name(Observed each, boolean withLabel) {
    String caller =
        switch (each.caller()) {
          case WORKER -> "deferred";
          case NFSD -> "nfsd";
          case USER -> "user";
          case UNKNOWN -> "measured";
        };
    String label = each.label().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return withLabel && !label.isEmpty() ? caller + "-" + label : caller;
  }

  /**
   * Of the evictions, as many as there are closes: if there were fewer, the other closes have none.
   *
   * @param closes a second
   */
  private @Nullable Histogram evict(double closes) throws NotUsable {
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
    double evictions = evicted.count(Part.EVICT) * SECOND / span(evicted, Part.EVICT);
    double without = evicted.count(Part.EVICT) * (closes / evictions - 1);
    return times == null ? null : times.orNothing(Math.round(without));
  }
}
