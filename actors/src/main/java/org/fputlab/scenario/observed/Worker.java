package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The one worker that runs {@code delayed_fput}: how busy it was, and what follows. While it is
 * busy all the time, closes finished are what it can do and not what is handed to it; the rest
 * shows as growth of file-nr. While it is not, no list can grow behind it.
 */
final class Worker {

  /** From here on a list can have grown behind it. */
  private static final double BUSY = 0.8;

  private static final double SECOND = 1e9;

  private final Streams.Found found;
  private final @Nullable Growth growth;
  private final double busy;

  Worker(Streams.Found found, @Nullable Growth growth) {
    this.found = found;
    this.growth = growth;
    this.busy =
        found.streams().stream()
            .filter(Worker::mayBePutOff)
            .mapToDouble(each -> each.finished() * each.mean() / SECOND)
            .sum();
  }

  private static boolean mayBePutOff(Stream stream) {
    return stream.caller() == Caller.WORKER || stream.caller() == Caller.UNKNOWN;
  }

  private boolean isKnown() {
    return found.streams().stream().anyMatch(each -> each.caller() == Caller.WORKER);
  }

  /** One worker cannot have run closes for longer than was measured. */
  void refuseIfImpossible() throws NotUsable {
    if (found.span().isEmpty()) {
      return;
    }
    double least =
        found.streams().stream()
            .filter(each -> each.caller() == Caller.WORKER)
            .mapToDouble(each -> each.finished() * each.times().lowMean() / SECOND)
            .sum();
    if (least > 1.02) {
      throw new NotUsable(
          "%s: delayed_fput ran closes for at least %.1f s a second, which one worker cannot: the time of measuring (%s) or the unit is wrong."
              .formatted(
                  found.from().file(), least, Figures.plainDuration(found.span().getAsLong())));
    }
  }

  /** With what file-nr shows to be handed over beyond what was finished. */
  List<Stream> streams() {
    if (growth == null || !growth.grows() || !canGrow() || isRateSaid()) {
      return found.streams();
    }
    double finished =
        found.streams().stream().filter(Worker::mayBePutOff).mapToDouble(Stream::finished).sum();
    return found.streams().stream()
        .map(
            each ->
                mayBePutOff(each)
                    ? each.with(growth.perSecond() * each.finished() / finished)
                    : each)
        .toList();
  }

  /** Then nothing is known of how busy the worker was, and nothing needs to be added. */
  private boolean isRateSaid() {
    return found.span().isEmpty();
  }

  private boolean canGrow() {
    return busy >= BUSY;
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (isKnown() && !isRateSaid()) {
      notes.add(
          "delayed_fput was busy %s of the time".formatted(Figures.percent(Math.min(1, busy))));
    }
    batches(notes);
    within(Part.RELEASE, "->release", notes);
    within(Part.EVICT, "evict", notes);
    if (growth != null) {
      notes.add(grown(growth));
    } else if (canGrow() && !isRateSaid()) {
      notes.add(
          "closes keep "
              + (isKnown() ? "delayed_fput" : "one worker")
              + " busy nearly all the time, so more may be handed over than is finished: look at"
              + " file-nr at the same time");
    }
    return notes;
  }

  private void batches(List<String> notes) {
    long batches = found.from().count(Part.BATCH);
    long closes =
        found.streams().stream()
            .filter(each -> each.caller() == Caller.WORKER)
            .mapToLong(each -> each.times().count())
            .sum();
    if (batches > 0 && closes > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "delayed_fput ran %,d times, with %s of these closes each on average",
              batches,
              Figures.plain((double) closes / batches)));
    }
  }

  /** What share of the closes' time a part took that is within them. */
  private void within(Part part, String name, List<String> notes) {
    if (!found.from().has(Part.CLOSE) || !found.from().has(part)) {
      return;
    }
    double share = time(part) / time(Part.CLOSE);
    notes.add(
        String.format(
            Locale.ROOT,
            "%s took as long as %s of all __fput, and is not added: it is within%s",
            name,
            Figures.percent(share),
            part == Part.EVICT ? ", or no close" : ""));
  }

  private double time(Part part) {
    return found.from().seen().stream()
        .filter(each -> each.part() == part)
        .mapToDouble(each -> each.times().mean() * each.times().count())
        .sum();
  }

  private String grown(Growth seen) {
    String moved =
        "file-nr went from %,d to %,d in %s"
            .formatted(seen.first(), seen.last(), Figures.plainDuration(seen.span()));
    if (seen.looks() < Growth.LOOKS_NEEDED) {
      return moved
          + "; "
          + seen.looks()
          + " looks are too few to tell growth from chance, so none is added";
    }
    if (!seen.grows()) {
      return moved + ", which is no steady growth: as many closes are finished as are handed over";
    }
    String speed = moved + ", %s files a second".formatted(Figures.plain(seen.perSecond()));
    if (isRateSaid()) {
      return speed + "; not added, as the rate was said";
    }
    if (!canGrow()) {
      return speed
          + "; but closes leave the worker idle, so these are files held open, or behind a close"
          + " that had not ended. Not added to the rate";
    }
    return speed
        + ": added to the rate as closes handed over and not finished, unless files are"
        + " merely held open longer";
  }
}
