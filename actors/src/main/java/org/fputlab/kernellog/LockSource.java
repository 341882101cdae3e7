package org.fputlab.kernellog;

import java.util.List;

/**
 * What one file gave.
 *
 * @param file its name
 * @param classes how many classes it lists
 * @param links how many links it prints
 * @param chains how many chains it prints
 * @param reported how many links lockdep's reports in it have
 * @param kernelLinks how many direct dependencies the kernel says it has, or -1
 * @param leftOut what was not read, and why
 * @param remarks what limits what it can show
 */
public record LockSource(
    String file,
    int classes,
    int links,
    int chains,
    int reported,
    long kernelLinks,
    List<LeftOut.Some> leftOut,
    List<String> remarks) {

  static LockSource of(ProcDump dump) {
    return new LockSource(
        dump.file(),
        dump.classes().size(),
        dump.links().size(),
        dump.chains().size(),
        dump.reported().size(),
        dump.stats().getOrDefault("direct dependencies", -1L),
        dump.leftOut().all(),
        List.copyOf(dump.remarks()));
  }
}
