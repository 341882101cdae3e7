package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Figures;
import org.fputlab.watch.Backlog.Drift;

/** The queues of a run that grow without bound. */
final class Backlogs {

  /** The list of deferred closes and the mailbox of its worker are the pending closes once more. */
  private static final Set<String> SAME_AS_PENDING = Set.of("delayed_fput_list", "delayed_fput");

  /** A queue that rose between this many more looks than it fell may be growing. */
  private static final int RISES_THAT_ASK = 3;

  private final Depths depths;
  private final WatchSpec spec;

  Backlogs(Depths depths, WatchSpec spec) {
    this.depths = depths;
    this.spec = spec;
  }

  /** How the queue of this name moved; a mailbox goes by its owner's name. */
  Drift drift(String queue) {
    for (Depths.Column column : all()) {
      if (column.name().equals(queue)) {
        return Backlog.of(depths, column);
      }
    }
    return new Drift(queue, 0, 0, 0, 0, 0, false, depths.kept(), List.of());
  }

  private List<Depths.Column> all() {
    List<Depths.Column> all = new ArrayList<>(depths.lists());
    all.addAll(depths.mailboxes());
    return all;
  }

  /** Every pile that grows, pending closes and lists before mailboxes. */
  List<Drift> growing() {
    return piles(everyGrowing());
  }

  private List<Drift> everyGrowing() {
    List<Drift> growing = new ArrayList<>();
    for (Depths.Column column : all()) {
      Drift drift = Backlog.of(depths, column);
      if (drift.grows()) {
        growing.add(drift);
      }
    }
    return growing;
  }

  /** Where pending closes grow, what is the same pile seen elsewhere is left out. */
  private static List<Drift> piles(List<Drift> growing) {
    boolean closes = growing.stream().anyMatch(Backlogs::isPendingCloses);
    return growing.stream()
        .filter(drift -> !closes || !SAME_AS_PENDING.contains(drift.queue()))
        .toList();
  }

  /** The first queue of which too few looks were had to tell whether it grows, or an empty text. */
  String undecided() {
    if (depths.kept() >= Backlog.LOOKS_NEEDED) {
      return "";
    }
    for (Depths.Column column : all()) {
      if (rises(depths.depths(column)) >= RISES_THAT_ASK) {
        return column.name()
            + " may be growing, but that takes "
            + Backlog.LOOKS_NEEDED
            + " looks and there were "
            + depths.kept();
      }
    }
    return "";
  }

  private static int rises(long[] seen) {
    int rises = 0;
    for (int i = 1; i < seen.length; i++) {
      rises += Long.signum(seen[i] - seen[i - 1]);
    }
    return seen.length > 0 && seen[seen.length - 1] > seen[0] ? rises : 0;
  }

  /** One finding for each pile. */
  List<Finding> findings(long now) {
    List<Drift> growing = everyGrowing();
    return piles(growing).stream().map(drift -> finding(drift, growing, now)).toList();
  }

  private static boolean isPendingCloses(Drift drift) {
    return drift.queue().equals(Depths.PENDING_CLOSES);
  }

  private Finding finding(Drift drift, List<Drift> growing, long now) {
    List<String> details = new ArrayList<>();
    Map<String, Object> figures = figures(drift);
    details.add(
        String.format(
            Locale.ROOT,
            "%s per second, 99%% interval %s to %s, from %d looks; %,d at the end, peak %,d",
            Figures.plain(drift.perSecond()),
            Figures.plain(drift.low()),
            Figures.plain(drift.high()),
            drift.samples(),
            drift.end(),
            drift.peak()));
    String headline = drift.queue() + " grow" + (isPendingCloses(drift) ? "" : "s");
    headline += " by " + Figures.plain(drift.perSecond()) + " per second";
    if (isPendingCloses(drift)) {
      long left = nanosLeft(drift);
      headline +=
          left <= 0 ? ": memory has run out" : ": memory lasts " + Figures.plainDuration(left);
      figures.put("memoryLeftNanos", Math.max(0, left));
      details.add(memory(drift));
      growing.stream()
          .filter(other -> SAME_AS_PENDING.contains(other.queue()))
          .forEach(other -> details.add("the same pile: " + pile(other)));
    } else {
      headline += String.format(Locale.ROOT, ", %,d at the end", drift.end());
    }
    return new Finding(
        Finding.Kind.BACKLOG, drift.queue(), headline, now, now, details, figures, Verdict.GROWS);
  }

  private static Map<String, Object> figures(Drift drift) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("perSecond", drift.perSecond());
    figures.put("low", drift.low());
    figures.put("high", drift.high());
    figures.put("end", drift.end());
    figures.put("peak", drift.peak());
    return figures;
  }

  private long nanosLeft(Drift drift) {
    double left = (double) spec.memory() - (double) drift.end() * spec.bytesPerFile();
    return Math.round(left / (drift.perSecond() * spec.bytesPerFile()) * 1e9);
  }

  private String memory(Drift drift) {
    return String.format(
        Locale.ROOT,
        "%s in use of %s, at %,d bytes a pending close",
        Figures.bytes(drift.end() * (double) spec.bytesPerFile()),
        Figures.bytes(spec.memory()),
        spec.bytesPerFile());
  }

  private static String pile(Drift drift) {
    return String.format(
        Locale.ROOT,
        "%s by %s per second, %,d at the end",
        drift.queue(),
        Figures.plain(drift.perSecond()),
        drift.end());
  }
}
