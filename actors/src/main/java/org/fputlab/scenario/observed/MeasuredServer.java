package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What measured files say of the closes of a server, and what they do not.
 *
 * @param files as the user named them
 * @param kind what the closes were measured with
 * @param span for how long, in nanoseconds; nothing if the rate was said
 * @param streams the closes, by kind
 * @param growth of the number of allocated files, if that was measured
 * @param cpus processors, if known
 * @param threads of nfsd, if known
 * @param measured what the durations are of, where those are not of kernel functions
 * @param notes what was seen besides
 * @param unknown what was not measured and stands in the scenario all the same, or is left out
 * @param skipped lines that were left out
 */
public record MeasuredServer(
    List<String> files,
    String kind,
    OptionalLong span,
    List<Stream> streams,
    @Nullable Growth growth,
    OptionalInt cpus,
    OptionalInt threads,
    List<String> measured,
    List<String> notes,
    List<String> unknown,
    List<Skipped> skipped) {

  /** Reads and puts together measured files. */
  public static MeasuredServer of(List<String> files, Hints hints) throws NotUsable {
    Set<String> once = new LinkedHashSet<>();
    List<Reading> readings = new ArrayList<>();
    for (String file : files) {
      if (!once.add(file)) {
        throw new NotUsable(file + ": is named twice.");
      }
      readings.add(ObservedFile.read(file, hints));
    }
    return of(files, readings, hints);
  }

  private static MeasuredServer of(List<String> files, List<Reading> readings, Hints hints)
      throws NotUsable {
    List<Measurement> all =
        readings.stream().flatMap(each -> each.measurements().stream()).toList();
    Growth growth = Growth.of(readings);
    Streams.Found found = Streams.of(all, hints);
    Worker worker = new Worker(found, growth);
    worker.refuseIfImpossible();
    List<Stream> streams = worker.streams();
    OptionalInt cpus = hints.cpus().isPresent() ? hints.cpus() : first(readings, true);
    OptionalInt threads = hints.threads().isPresent() ? hints.threads() : first(readings, false);
    List<String> notes = new ArrayList<>();
    readings.forEach(each -> notes.addAll(each.remarks()));
    notes.addAll(worker.notes());
    return new MeasuredServer(
        List.copyOf(files),
        found.kind(),
        found.span(),
        streams,
        growth,
        cpus,
        threads,
        found.measured(),
        List.copyOf(notes),
        Unknowns.of(streams, cpus, threads, found),
        readings.stream().flatMap(each -> each.skipped().stream()).toList());
  }

  private static OptionalInt first(List<Reading> readings, boolean cpus) {
    return readings.stream()
        .map(each -> cpus ? each.surroundings().cpus() : each.surroundings().threads())
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** All closes that come, a second. */
  public double rate() {
    return streams.stream().mapToDouble(Stream::rate).sum();
  }

  /** How many closes were measured. */
  public long count() {
    return streams.stream().mapToLong(each -> each.times().count()).sum();
  }
}
