package org.fputlab.cli.remote;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A live run at one moment, as {@code GET /live} answers. Times are nanoseconds of the run, rates
 * are per second of it.
 *
 * @param state the run as a whole
 * @param mailboxes every mailbox
 * @param tasks every task
 * @param findings all that was found so far
 * @param faults what is at work, and what could be
 */
public record LiveView(
    State state,
    List<Mailbox> mailboxes,
    List<Task> tasks,
    List<Found> findings,
    FaultList faults) {

  /** The run as a whole. */
  public record State(
      String format,
      File scenario,
      String close,
      long seed,
      long nowNs,
      long durationNs,
      boolean over,
      Pace pace,
      String verdict,
      long opened,
      long closed,
      long pending,
      @Nullable Double growthPerS,
      Times closerWait,
      Times closeLag,
      Times rpcLatency,
      int actors) {}

  /** The scenario's file. */
  public record File(String file, String title) {}

  /** How the run keeps up with the wall clock. */
  public record Pace(double asked, double measured, long lagNs, long worstLagNs, boolean keepsUp) {}

  /** How long something took. */
  public record Times(
      long count, @Nullable Long p50Ns, @Nullable Long p99Ns, @Nullable Long maxNs) {}

  /** One mailbox. */
  public record Mailbox(
      String actor,
      long depth,
      @Nullable Long oldestAgeNs,
      double inPerS,
      double outPerS,
      String gate,
      String waitsFor) {}

  /**
   * One task.
   *
   * @param tree who waits for whom around it, line by line; only where one task was asked for
   */
  public record Task(
      int pid,
      String name,
      String group,
      boolean kthread,
      String state,
      long sinceNs,
      String work,
      List<String> stack,
      List<Held> holds,
      @Nullable Awaited waitsFor,
      boolean deadlocked,
      List<String> tree) {}

  /** Something that a task holds. */
  public record Held(String resource, String kind, boolean shared, long sinceNs) {}

  /**
   * Something that a task waits for.
   *
   * @param shared whether it would share it, as a reader does
   * @param fault the number of the fault at the root of the wait, if there is one
   */
  public record Awaited(
      String resource,
      String kind,
      boolean shared,
      String sleep,
      long sinceNs,
      List<String> blockedBy,
      @Nullable Integer fault) {}

  /** A finding. */
  public record Found(
      String kind,
      String subject,
      String headline,
      long sinceNs,
      long atNs,
      List<String> details,
      String implies) {}

  /**
   * The faults of a run.
   *
   * @param active those at work, oldest first
   * @param known those that there are
   */
  public record FaultList(List<Active> active, List<Known> known) {

    /** The fault of this number, if it is at work. */
    public Optional<Active> active(int id) {
      return active.stream().filter(fault -> fault.id() == id).findFirst();
    }
  }

  /** A fault at work. */
  public record Active(
      int id,
      String on,
      @JsonProperty("do") String fault,
      String what,
      long sinceNs,
      long ageNs,
      @Nullable Long leftNs,
      @JsonProperty("final") boolean lastsForGood) {}

  /** A fault that can be put on what {@code targets} names. */
  public record Known(
      @JsonProperty("do") String fault,
      @JsonProperty("final") boolean lastsForGood,
      List<String> targets,
      Map<String, Setting> settings) {}

  /** A setting of a fault. */
  public record Setting(String kind, boolean required) {}
}
