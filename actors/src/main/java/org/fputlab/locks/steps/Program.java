package org.fputlab.locks.steps;

import java.util.List;
import java.util.Map;
import org.fputlab.locks.Node;
import org.fputlab.model.Closer;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;

/**
 * A list of steps, who runs it, and what others wait for until it has run: the thread, the work
 * item, whatever it completes.
 *
 * @param who as reports call whoever runs it
 * @param runs how often it runs, all who run it together
 * @param closer what that one counts as when it drops a reference
 * @param mount the mount that its steps mean if they name none, or ""
 * @param work the work whose file it is handed, or ""
 * @param path what it runs
 * @param below what it is called from, outermost first
 * @param ends what does not end or come before it has run
 */
record Program(
    String who,
    Runs runs,
    Closer closer,
    String mount,
    String work,
    Path path,
    List<String> below,
    Map<Node, End> ends) {

  /** It ends with the last step. */
  static final int WITH_ALL = Integer.MAX_VALUE;

  /**
   * What the others wait for it for.
   *
   * @param why in words
   * @param before the step, by its place, from which on they do so no more
   */
  record End(String why, int before) {

    /** What lasts as long as the steps. */
    static End withAll(String why) {
      return new End(why, WITH_ALL);
    }
  }

  /** Why others wait for it before they have this, or "" where they do not. */
  String whyOf(Node node) {
    End end = ends.get(node);
    return end == null ? "" : end.why();
  }

  /**
   * How often a program runs.
   *
   * @param atLeast so often for sure, as long as nobody is stuck
   * @param atMost {@link #ENDLESS} where there is no limit
   */
  record Runs(long atLeast, long atMost) {

    static final long ENDLESS = Long.MAX_VALUE;

    /** Again and again. */
    static final Runs ALWAYS = new Runs(ENDLESS, ENDLESS);

    /** It may not run at all. */
    static final Runs PERHAPS = new Runs(0, ENDLESS);

    static Runs of(KernelSpec.TaskSpec task) {
      boolean stops = task.pace().stop() != ENDLESS;
      long atMost = task.times() == 0 ? ENDLESS : times(task.times(), task.count());
      return new Runs(stops ? 0 : atMost, atMost);
    }

    boolean isAlways() {
      return atLeast == ENDLESS;
    }

    /** So many together, of which each does it so often. */
    static long times(long one, long other) {
      if (one == 0 || other == 0) {
        return 0;
      }
      return one > ENDLESS / other ? ENDLESS : one * other;
    }

    /** Both together. */
    static long plus(long one, long other) {
      return one > ENDLESS - other ? ENDLESS : one + other;
    }
  }

  /** Whether it is a task of its own, that nobody gives any work. */
  boolean isTask() {
    return below.size() == 1;
  }

  /** Whether the freezer stops it: a service thread, or who says {@code set_freezable}, too. */
  boolean mayBeFrozen() {
    return isUser()
        || closer == Closer.NFSD
        || (isTask() && path.has(Effect.MayFreeze.class::isInstance))
        || below.contains("lockd");
  }

  /** Whether it returns to user mode. */
  boolean isUser() {
    return closer == Closer.USER;
  }
}
