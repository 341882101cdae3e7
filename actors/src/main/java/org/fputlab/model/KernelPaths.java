package org.fputlab.model;

import java.util.List;

/**
 * The kernel's own lists of steps, which no scenario writes: as its areas have them, for those who
 * walk steps without running them.
 *
 * @param fput {@code __fput} of the file that is closed
 * @param unwatch what comes before that of a file that an eventpoll watches
 * @param cleanupMnt what a mount goes through behind its last reference
 * @param taskWork what a task does that returns to user mode, and nfsd's threads after a reply
 * @param nfsdDispose how nfsd's threads close cached files, where they do
 * @param works the work items that every machine has
 */
public record KernelPaths(
    Path fput,
    Path unwatch,
    Path cleanupMnt,
    Path taskWork,
    Path nfsdDispose,
    List<KernelSpec.Work> works) {

  public KernelPaths {
    works = List.copyOf(works);
  }
}
