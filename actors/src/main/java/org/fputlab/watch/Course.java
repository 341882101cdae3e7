package org.fputlab.watch;

import java.util.List;
import org.fputlab.locks.LockGraph;

/**
 * How a run went, as a picture shows it: what was seen at some hundred looks. Times in nanoseconds
 * of the run.
 *
 * @param every how far apart the looks are; what lasted less may not be in the picture
 * @param points what was seen of the whole machine, look by look
 * @param groups what was seen of tasks that can stand in for one another
 * @param lanes what lasted longer than a look, task by task, the longest wait first
 * @param left how many tasks have no lane, for there were too many
 * @param faults the faults that were at work
 * @param worst the machine when the most was waited for
 * @param locks which lock was asked for while which other was held, by class
 * @param circles the classes of each circle in it that may deadlock
 */
public record Course(
    long every,
    List<Point> points,
    List<Group> groups,
    List<Lane> lanes,
    int left,
    List<FaultSpan> faults,
    Moment worst,
    LockGraph locks,
    List<List<String>> circles) {

  /**
   * One look at the machine.
   *
   * @param pending final puts whose {@code __fput} has not ended
   * @param longest how long the longest of the present waits has lasted, or 0
   */
  public record Point(long at, long pending, long longest) {}

  /**
   * Tasks that can stand in for one another.
   *
   * @param size how many there were at most
   * @param counts for each look how many were at work, waited less than a look, waited longer, and
   *     were proven stuck
   */
  public record Group(String name, int size, List<List<Integer>> counts) {}

  /**
   * One task.
   *
   * @param stuck whether it was proven that it never goes on
   * @param longest its longest wait
   */
  public record Lane(
      int pid, String name, String group, boolean stuck, long longest, List<Span> spans) {}

  /** What a span is of. */
  public enum What {
    /** Runs, or does more than one look can tell apart. */
    WORKS,
    WAITS,
    HOLDS,
    /** Was killed, or ended. */
    GONE
  }

  /**
   * Something that lasted longer than a look.
   *
   * @param until when it was over, at the latest; the last look if it was not
   * @param thing what was waited for or held, or ""
   * @param by who kept the wait from ending, as first seen, or ""
   */
  public record Span(What what, long since, long until, String thing, String by) {}

  /** A fault, as long as it was seen at work. */
  public record FaultSpan(int id, String on, String what, long since, long until) {}

  /**
   * The machine at one moment.
   *
   * @param trees who waits behind whom, the tree of the longest wait first
   */
  public record Moment(long at, List<TaskState> tasks, List<Tree> trees) {}

  /**
   * All who wait for one root in the end.
   *
   * @param first one of those who wait for the root itself
   * @param tasks all in it
   * @param lines as it is printed, the root on top
   */
  public record Tree(String first, List<String> tasks, List<String> lines) {}
}
