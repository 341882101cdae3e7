package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.locks.Node;

/**
 * The kernel's own count of what each class reaches ({@code FD:}) beside what its printed links
 * reach, and the chains of the same boot where they are given.
 *
 * <p>The kernel's is less where a way goes past a reader that waits for nobody, which it does not
 * follow. It is more where a link was made over a lock got by a trylock: such links have a distance
 * above one, and are not printed ({@code l_show()}, kernel/locking/lockdep_proc.c, v6.6).
 *
 * @param file which
 * @param counted how many classes it counts for
 * @param agree for how many both are the same
 * @param fewer for how many the links reach fewer
 * @param begin of those, the classes behind which every class agrees: links of their own are
 *     missing
 * @param more for how many the links reach more
 * @param pastReaders of those, for how many they do not where one stops at such readers
 * @param readers which readers these are
 */
public record ForwardCounts(
    String file,
    int counted,
    int agree,
    int fewer,
    List<String> begin,
    int more,
    int pastReaders,
    List<String> readers) {

  /** Of each file that has the count. */
  public static List<ForwardCounts> of(KernelLocks locks) {
    List<ForwardCounts> all = new ArrayList<>();
    for (ProcDump dump : locks.dumps()) {
      if (dump.classes().values().stream().anyMatch(ProcClass::isCounted)) {
        all.add(of(dump, new OwnCounts(dump, locks.dumps())));
      }
    }
    return all;
  }

  private static ForwardCounts of(ProcDump dump, OwnCounts counts) {
    List<Node> fewer = counts.where(difference -> difference < 0);
    List<Node> more = counts.where(difference -> difference > 0);
    List<String> begin = new ArrayList<>();
    fewer.stream().filter(counts::isBeginning).forEach(node -> begin.add(node.lockClass()));
    List<String> readers = new ArrayList<>();
    dump.classes().values().stream()
        .filter(KernelLocks::isSilent)
        .forEach(one -> readers.add(one.lock().name()));
    return new ForwardCounts(
        dump.file(),
        counts.counted(),
        counts.counted() - fewer.size() - more.size(),
        fewer.size(),
        begin,
        more.size(),
        (int) more.stream().filter(counts::isMoreByReadersAlone).count(),
        readers);
  }
}
