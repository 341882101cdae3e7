package org.fputlab.kernellog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a dump what contradicts the rest of it, as a hole in a file makes it: a link to an
 * address that the file gives another name, a class that its links call otherwise, and a link
 * against the kernel's own counts.
 *
 * <p>Along a link from a to b the kernel counts fewer classes ahead of b than of a, and more behind
 * it ({@code lockdep_count_forward_deps()}, kernel/locking/lockdep.c), unless one of the two is
 * only ever read: past a recursive reader it does not count.
 */
final class ProcDumpCheck {

  private final ProcDump dump;
  private final Map<String, Set<String>> namesByAddress = new LinkedHashMap<>();
  private final Map<String, Set<String>> addressesByName = new LinkedHashMap<>();
  private final Map<String, Set<String>> calledByLinks = new LinkedHashMap<>();
  private final Set<ProcLock> doubted = new LinkedHashSet<>();

  ProcDumpCheck(ProcDump dump) {
    this.dump = dump;
  }

  /** Leaves in the dump what is certain. */
  void run() {
    for (ProcLink link : dump.links()) {
      put(calledByLinks, link.to().address(), link.to().name());
    }
    dump.classes().values().removeIf(this::isDoubtful);
    for (ProcLock lock : dump.classes().keySet()) {
      put(namesByAddress, lock.address(), lock.name());
      put(addressesByName, lock.name(), lock.address());
    }
    boolean contradicts = dump.links().removeIf(this::contradicts) || !doubted.isEmpty();
    if (contradicts || dump.isPatched()) {
      leaveOutWhatDoesNotAddUp();
    }
    shareAddresses();
    if (!dump.classes().isEmpty() && dump.links().isEmpty()) {
      dump.remarks()
          .add("no links: a kernel without CONFIG_PROVE_LOCKING, or lines picked out of a dump");
    }
    if (Long.valueOf(0).equals(dump.stats().get("debug_locks"))) {
      dump.remarks()
          .add("lockdep has switched itself off (debug_locks 0): what came after is not in it");
    }
  }

  private static void put(Map<String, Set<String>> sets, String key, String value) {
    sets.computeIfAbsent(key, none -> new LinkedHashSet<>()).add(value);
  }

  /** A class that all links to its address call otherwise. */
  private boolean isDoubtful(ProcClass one) {
    ProcLock lock = one.lock();
    Set<String> called = calledByLinks.get(lock.address());
    boolean otherwise = called != null && !called.contains(lock.name()) && lock.hasAddress();
    if (otherwise) {
      doubted.add(lock);
      dump.leftOut().add("classes that links give another name", one.at().line());
    }
    return otherwise;
  }

  private boolean contradicts(ProcLink link) {
    String why = contradiction(link);
    if (why != null) {
      dump.leftOut().add(why, link.at().line());
    }
    return why != null;
  }

  private @Nullable String contradiction(ProcLink link) {
    if (doubted.contains(link.from())) {
      return "links whose own class is not certain";
    }
    if (isOfDoubted(link.to()) || !isKnown(link.to())) {
      return "links to an address or a name that the file gives another class";
    }
    ProcClass from = dump.classes().get(link.from());
    ProcClass to = dump.classes().get(link.to());
    return from != null && to != null && isAgainstCounts(from, to)
        ? "links against the kernel's own counts"
        : null;
  }

  private boolean isOfDoubted(ProcLock lock) {
    return doubted.stream().anyMatch(one -> one.address().equals(lock.address()));
  }

  /** A class that is listed nowhere, as at a file's cut end, contradicts nothing. */
  private boolean isKnown(ProcLock lock) {
    if (dump.classes().containsKey(lock) || !lock.hasAddress()) {
      return true;
    }
    return !namesByAddress.containsKey(lock.address()) && !addressesByName.containsKey(lock.name());
  }

  private static boolean isAgainstCounts(ProcClass from, ProcClass to) {
    return from.isCounted()
        && to.isCounted()
        && !from.isOnlyRead()
        && !to.isOnlyRead()
        && (to.forward() >= from.forward() || to.backward() <= from.backward());
  }

  /** Nobody can tell where a hole begins and ends, but a class that adds up is none of them. */
  private void leaveOutWhatDoesNotAddUp() {
    OwnCounts counts = new OwnCounts(dump, List.of());
    dump.remarks()
        .add(
            "a piece of it is missing or there twice: only links of classes are read that add up to"
                + " the kernel's own count. Read the file again, and whole");
    dump.links()
        .removeIf(
            link -> {
              boolean doubtful = !counts.addsUp(link.from()) || isShared(link.from());
              if (doubtful) {
                dump.leftOut().add("links of classes that do not add up", link.at().line());
              }
              return doubtful;
            });
  }

  private boolean isShared(ProcLock lock) {
    return namesByAddress.getOrDefault(lock.address(), Set.of()).size() > 1;
  }

  private void shareAddresses() {
    long shared = namesByAddress.values().stream().filter(names -> names.size() > 1).count();
    boolean haveAddresses = dump.classes().keySet().stream().allMatch(ProcLock::hasAddress);
    if (shared > 0 && haveAddresses) {
      dump.remarks()
          .add(shared + " addresses are those of two classes: they are told apart by their names");
    }
  }
}
