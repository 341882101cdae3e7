package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.Frame;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * Closes of healthy file systems that waited on the list of {@code delayed_fput} behind one release
 * of another: the worker does one file at a time (fs/file_table.c, v6.6). Of each mount whose files
 * held others up the worst case is told. No verdict follows: whoever put those files had gone on.
 */
final class HeadOfLine {

  /** The worst release of one mount, as far as it went. */
  private static final class Held {
    final long foundAt;
    long releases;
    long lastSince = -1;
    long others = -1;
    long since;
    long length;
    String worker = "";
    String file = "";
    String function = "";
    Map<String, Long> behind = Map.of();

    Held(long foundAt) {
      this.foundAt = foundAt;
    }
  }

  private final long limit;
  private final Map<String, Held> byMount = new LinkedHashMap<>();

  /**
   * @param limit a release that takes no longer holds nobody up
   */
  HeadOfLine(long limit) {
    this.limit = limit;
  }

  void look(List<GatedQueue> queues, List<TaskRow> rows, List<Gauge> listed, long now) {
    for (GatedQueue queue : queues) {
      if (queue.owner().equals(PutList.FILES) && anyDepth(listed)) {
        TaskRow worker = PutList.workerOf(queue, rows);
        Finalised release = worker == null ? null : PutList.releaseOf(worker);
        if (worker != null && release != null && now - release.since() > limit) {
          note(worker, release, listed, now);
        }
      }
    }
  }

  private static boolean anyDepth(List<Gauge> listed) {
    for (Gauge mount : listed) {
      if (mount.depth() > 0) {
        return true;
      }
    }
    return false;
  }

  private void note(TaskRow worker, Finalised release, List<Gauge> listed, long now) {
    Map<String, Long> behind = new LinkedHashMap<>();
    long others = 0;
    for (Gauge mount : listed) {
      boolean other = !mount.name().equals(release.mount());
      if (other && mount.depth() > 0) {
        behind.put(mount.name(), mount.depth());
        others += mount.depth();
      }
    }
    if (others == 0) {
      return;
    }
    Held held = byMount.computeIfAbsent(release.mount(), none -> new Held(now));
    held.releases += held.lastSince == release.since() ? 0 : 1;
    held.lastSince = release.since();
    if (others >= held.others) {
      held.others = others;
      held.behind = behind;
      held.since = release.since();
      held.worker = worker.name();
      held.file = release.text();
      held.function = function(worker.frame());
    }
    if (held.since == release.since()) {
      held.length = now - release.since();
    }
  }

  private static String function(@Nullable Frame frame) {
    return frame == null ? "" : " in " + frame.function();
  }

  /** One finding for each mount whose files held up those of others. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byMount.forEach((mount, held) -> findings.add(finding(mount, held)));
    return findings;
  }

  private static Finding finding(String mount, Held held) {
    String headline =
        String.format(
            Locale.ROOT,
            "%,d %s of other file systems waited behind one slow release, of %s, which took %s",
            held.others,
            held.others == 1 ? "close" : "closes",
            held.file,
            Figures.plainDuration(held.length));
    List<String> lines = new ArrayList<>();
    lines.add(
        held.worker
            + " (events "
            + PutList.FILES
            + ") was held"
            + held.function
            + ", closing "
            + held.file);
    List<String> behind = new ArrayList<>();
    held.behind.forEach(
        (name, closes) -> behind.add(String.format(Locale.ROOT, "%,d of %s", closes, name)));
    lines.add("behind it " + String.join(", ", behind));
    if (held.releases > 1) {
      lines.add(
          String.format(Locale.ROOT, "the worst of %,d such releases of %s", held.releases, mount));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("closesOfOthers", held.others);
    figures.put("longestNanos", held.length);
    figures.put("releases", held.releases);
    return new Finding(
        Finding.Kind.HOL, mount, headline, held.since, held.foundAt, lines, figures, Verdict.OK);
  }
}
