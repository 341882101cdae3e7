package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.fputlab.engine.Figures;

/** What a measurement of durations and counts cannot tell, and what stands in its place. */
final class Unknowns {

  /** With fewer closes, how uncertain the rate is deserves a word. */
  private static final long MANY = 400;

  private Unknowns() {}

  static List<String> of(
      List<Stream> streams, OptionalInt cpus, OptionalInt threads, Streams.Found found) {
    List<String> unknown = new ArrayList<>();
    callers(streams, unknown);
    if (found.span().isEmpty()) {
      unknown.add("the rate: as said by --rate, shared out as the closes are");
    }
    if (found.hasCalls()) {
      unknown.add("which closes dropped the last reference: all, so that each runs the release");
      unknown.add(
          "how a close's time is shared between the flush and the release: all of it is the release");
    }
    certainty(streams, found.span().isPresent(), unknown);
    unknown.add("when closes come: at random (Poisson); in bursts they wait longer");
    unknown.add(
        "what a close waits for: all of it is io, which needs no processor and no lock; so no"
            + " deadlock can follow. Where you know its steps, write them in (docs/language.md)");
    if (found.from().eachSeen() && !found.from().has(Part.CALL)) {
      unknown.add(
          "whether the trace counted sleep (not with the option nosleep-time): as if it did");
    }
    unknown.add("whether closes get slower when many run at once, as under another policy");
    if (cpus.isEmpty()) {
      unknown.add("the processors: " + ScenarioText.CPUS + " (say --cpus)");
    }
    if (threads.isEmpty() && streams.stream().anyMatch(Stream::isByNfsd)) {
      unknown.add(
          "nfsd's threads: "
              + ScenarioText.THREADS
              + " (say --threads, from /proc/fs/nfsd/threads); too few, and calls queue");
    }
    unknown.add(
        "the tick: hz = 250 (CONFIG_HZ), and how many closes were pending at the start: none");
    return List.copyOf(unknown);
  }

  private static void callers(List<Stream> streams, List<String> unknown) {
    if (streams.stream().anyMatch(each -> each.caller() == Caller.UNKNOWN)) {
      unknown.add(
          "who closes: nfsd threads, for the file cache (say --by delayed_fput, nfsd or task)");
    } else if (streams.stream().anyMatch(each -> each.caller() == Caller.WORKER)) {
      unknown.add("which kernel threads hand over to delayed_fput: nfsd's, for the file cache");
    }
    if (streams.stream()
        .anyMatch(each -> each.function().startsWith("->") || each.evict() != null)) {
      unknown.add("the rest of __fput beside what was measured: nothing");
    }
    if (streams.stream().anyMatch(each -> each.evict() != null)) {
      unknown.add("which evictions belong to closes: as many as there are closes");
    }
  }

  private static void certainty(List<Stream> streams, boolean rated, List<String> unknown) {
    for (Stream stream : streams) {
      Histogram times = stream.times();
      long count = times.count();
      if (!times.isMeanExact()) {
        unknown.add(
            "the exact mean of %s: %s, from buckets that allow %s to %s"
                .formatted(
                    stream.name(),
                    spoken(times.mean()),
                    spoken(times.lowMean()),
                    spoken(times.highMean())));
      }
      if (count < MANY) {
        String rate =
            String.format(
                Locale.ROOT,
                "the rate of %s to better than %.0f%%, nor its ",
                stream.name(),
                196 / Math.sqrt((double) count));
        unknown.add(
            (rated ? rate : "")
                + "rare long closes%s: only %s"
                    .formatted(
                        rated ? "" : " of " + stream.name(),
                        Words.count(count, "close", "closes")));
      }
    }
  }

  private static String spoken(double nanos) {
    return Figures.plainDuration(Math.round(nanos));
  }
}
