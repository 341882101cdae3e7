package org.fputlab.scenario.measured;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.model.KernelVersion;

/**
 * One run of closes on a real kernel. Times in nanoseconds.
 *
 * @param name set and run, as in {@code k612-sync_t1_s0_r0}
 * @param kernel its release, as in {@code uname -r}
 * @param policy how files were closed
 * @param threads how many closers
 * @param release how long each release slept or computed on request; 0 for not at all
 * @param how what a release did for so long
 * @param rate opens a second of all closers together; 0 for as fast as they can
 * @param poisson whether they came at random, rather than at equal distances
 * @param load how long files were opened and closed
 * @param drain for how long pending closes were still watched after that
 * @param bound how many closes may be pending under the policy hybrid
 * @param hz ticks a second
 * @param exit for how long a process's exit took that closed all its files; 0 where none did
 * @param counters counted over the whole run, by name
 * @param times histograms by name; one that is empty is left out
 * @param backlog pending closes during the load
 */
public record MeasuredRun(
    String name,
    String kernel,
    Policy policy,
    int threads,
    long release,
    Release how,
    long rate,
    boolean poisson,
    long load,
    long drain,
    int bound,
    int hz,
    long exit,
    Map<String, Long> counters,
    Map<String, Buckets> times,
    List<Look> backlog) {

  /** What a release did: {@code usleep_range}, {@code msleep}, or a loop. */
  public enum Release {
    USLEEP,
    MSLEEP,
    COMPUTE
  }

  /** How the files of a run were closed. */
  public enum Policy {
    DEFERRED,
    SYNC,
    FLUSH,
    OWNWQ,
    HYBRID,
    USER
  }

  /** So many closes were pending at {@code at}. */
  public record Look(long at, long pending) {}

  private static final Pattern RELEASE = Pattern.compile("\\d{1,3}\\.\\d{1,3}");

  long counter(String of) {
    return Objects.requireNonNull(counters.get(of), of);
  }

  /** How many files were opened during the load. */
  public long opened() {
    return counter("opened_end");
  }

  /** How long opening a file took. */
  Buckets opens() {
    return Objects.requireNonNull(times.get(isUsers() ? "uopen" : "open"));
  }

  /** The median of that. */
  double open() {
    return opens().quantile(0.5);
  }

  /** How long the close calls took. */
  Buckets waits() {
    return Objects.requireNonNull(times.get(isUsers() ? "ucaller" : "caller"));
  }

  double wait(double share) {
    return waits().quantile(share);
  }

  /** From the close call to the end of the release. */
  double lag(double share) {
    return Objects.requireNonNull(times.get("delay")).quantile(share);
  }

  /** Whose rules held; those that the model knows best where the release is none it knows. */
  KernelVersion version() {
    Matcher release = RELEASE.matcher(kernel);
    if (!release.lookingAt()) {
      return KernelVersion.V6_6;
    }
    KernelVersion version = KernelVersion.parse(release.group());
    return version.compareTo(KernelVersion.FIRST) < 0
        ? KernelVersion.FIRST
        : version.compareTo(KernelVersion.LAST) > 0 ? KernelVersion.LAST : version;
  }

  /** Whether user tasks closed the files. */
  boolean isUsers() {
    return policy == Policy.USER;
  }

  /** Whether one process closed all of its files by ending. */
  boolean isExit() {
    return exit > 0;
  }
}
