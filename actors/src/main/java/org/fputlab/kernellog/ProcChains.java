package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.FileLine;
import org.jspecify.annotations.Nullable;

/**
 * The chains of {@code /proc/lockdep_chains}: what one task or interrupt held, the first taken
 * first, when it asked for the last ({@code lc_show()}, kernel/locking/lockdep_proc.c, v6.19).
 *
 * <p>A chain is entered where its last lock is waited for, not where a trylock gets it ({@code
 * validate_chain()}, kernel/locking/lockdep.c). So a lock that stands in chains, but ends none with
 * the same locks before it, was got by a trylock there, and what is asked for under it depends on
 * the lock before as well: such a link {@code /proc/lockdep} does not print, for its distance is
 * more than one.
 */
final class ProcChains {

  /** One lock of a chain, behind those before it. */
  private static final class Place {
    private final @Nullable Place before;
    private final ProcLock lock;
    private final Map<ProcLock, Place> next = new LinkedHashMap<>(2);
    private boolean waitedFor;
    private long line;

    Place(@Nullable Place before, ProcLock lock) {
      this.before = before;
      this.lock = lock;
    }
  }

  private final Map<String, Map<ProcLock, Place>> firsts = new LinkedHashMap<>();
  private final List<Place> ends = new ArrayList<>();

  /**
   * Enters a chain.
   *
   * @param context in which kind of interrupt, as the file has it
   * @param line where its last lock stands
   */
  void add(String context, List<ProcLock> chain, long line) {
    Map<ProcLock, Place> next = firsts.computeIfAbsent(context, none -> new LinkedHashMap<>());
    Place at = null;
    for (ProcLock lock : chain) {
      Place before = at;
      at = next.computeIfAbsent(lock, first -> new Place(before, first));
      next = at.next;
    }
    if (at != null && !at.waitedFor) {
      at.waitedFor = true;
      at.line = line;
      ends.add(at);
    }
  }

  /** How many there are. */
  int size() {
    return ends.size();
  }

  /** What was asked for while what was held, as lockdep itself enters it. */
  List<ProcLink> links(String file) {
    List<ProcLink> links = new ArrayList<>();
    for (Place end : ends) {
      boolean goOn = true;
      for (Place held = end.before; held != null && goOn; held = held.before) {
        if (!held.lock.equals(end.lock)) {
          links.add(new ProcLink(held.lock, end.lock, new FileLine(file, end.line)));
        }
        goOn = !held.waitedFor;
      }
    }
    return links;
  }

  /** Every class that stands in any. */
  Set<ProcLock> locks() {
    Set<ProcLock> locks = new LinkedHashSet<>();
    for (Place end : ends) {
      for (Place held = end; held != null; held = held.before) {
        locks.add(held.lock);
      }
    }
    return locks;
  }
}
