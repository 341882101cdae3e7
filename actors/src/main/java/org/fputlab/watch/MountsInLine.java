package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.TaskRow;

/**
 * Shutdowns of mounts that waited on the list of {@code delayed_mntput} behind the shutdown of
 * another: the worker does one at a time (delayed_mntput, fs/namespace.c, v6.6). No verdict
 * follows: whoever put those mounts had gone on.
 */
final class MountsInLine {

  private static final String MOUNTS = "delayed_mntput";

  /** The worst of one mount. */
  private static final class Held {
    final long foundAt;
    long since;
    long others;
    long length;

    Held(long foundAt) {
      this.foundAt = foundAt;
    }
  }

  private final long limit;
  private final Map<String, Held> byMount = new LinkedHashMap<>();

  /**
   * @param limit a shutdown that takes no longer holds nobody up
   */
  MountsInLine(long limit) {
    this.limit = limit;
  }

  void look(List<GatedQueue> queues, List<TaskRow> rows, long now) {
    for (GatedQueue queue : queues) {
      if (queue.owner().equals(MOUNTS) && queue.depth() > 0) {
        TaskRow worker = PutList.workerOf(queue, rows);
        Finalised mount = worker == null ? null : PutList.releaseOf(worker);
        if (mount != null && mount.isMount() && now - mount.since() > limit) {
          Held held = byMount.computeIfAbsent(mount.mount(), none -> new Held(now));
          if (queue.depth() >= held.others) {
            held.others = queue.depth();
            held.since = mount.since();
            held.length = now - mount.since();
          }
        }
      }
    }
  }

  /** One finding for each mount whose shutdown held up others. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byMount.forEach((mount, held) -> findings.add(finding(mount, held)));
    return findings;
  }

  private static Finding finding(String mount, Held held) {
    String headline =
        String.format(
            Locale.ROOT,
            "%,d other %s waited to shut down behind %s, which took %s",
            held.others,
            held.others == 1 ? "mount" : "mounts",
            mount,
            Figures.plainDuration(held.length));
    Map<String, Object> figures =
        NamedFigures.of("shutdownsOfOthers", held.others, "longestNanos", held.length);
    return new Finding(
        Finding.Kind.HOL,
        mount,
        headline,
        held.since,
        held.foundAt,
        List.of(MOUNTS + " shuts one mount down after another"),
        figures,
        Verdict.OK);
  }
}
