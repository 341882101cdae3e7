package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.Edge;

/**
 * What was read of the lockdep files of one boot, as far as it stood in one file: classes and links
 * of {@code /proc/lockdep}, chains of {@code /proc/lockdep_chains}, figures of {@code
 * /proc/lockdep_stats}. Whatever contradicts itself is taken out by {@link ProcDumpCheck}.
 */
final class ProcDump {

  private final String file;
  private final Map<ProcLock, ProcClass> classes = new LinkedHashMap<>();
  private final List<ProcLink> links = new ArrayList<>();
  private final List<Edge> reported = new ArrayList<>();
  private final ProcChains chains = new ProcChains();
  private final Map<String, Long> stats = new LinkedHashMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final LeftOut leftOut = new LeftOut();
  private boolean begun;
  private boolean ended;
  private boolean repeated;

  ProcDump(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** By what the file calls them, in its order. */
  Map<ProcLock, ProcClass> classes() {
    return classes;
  }

  List<ProcLink> links() {
    return links;
  }

  /** The links of lockdep's reports in the file. */
  List<Edge> reported() {
    return reported;
  }

  ProcChains chains() {
    return chains;
  }

  /** Of {@code /proc/lockdep_stats}: a figure by its label. */
  Map<String, Long> stats() {
    return stats;
  }

  /** What limits what it can show. */
  Set<String> remarks() {
    return remarks;
  }

  LeftOut leftOut() {
    return leftOut;
  }

  boolean isEmpty() {
    return classes.isEmpty()
        && links.isEmpty()
        && reported.isEmpty()
        && chains.size() == 0
        && stats.isEmpty();
  }

  /** Enters a class; one that is listed twice keeps its first line. */
  void add(ProcClass one) {
    repeated |= classes.putIfAbsent(one.lock(), one) != null;
  }

  /** Its list of classes has its heading. */
  void begin() {
    begun = true;
  }

  /** Whether the last class was followed by the blank line behind each. */
  void end(boolean byBlank) {
    ended = byBlank;
  }

  /**
   * Whether a piece is missing or is there twice, so that links may have come to stand behind a
   * class that is not theirs: in a list with its beginning and its end every class is listed, and
   * once.
   */
  boolean isPatched() {
    return repeated
        || (begun && ended && links.stream().anyMatch(link -> !classes.containsKey(link.to())));
  }
}
