package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;

/**
 * Everything that watches one run. It reads the tables that the run publishes and touches no actor.
 *
 * <p>A look costs a walk over rows and mailboxes. Who waits for whom is worked out only when some
 * task has slept since before the last look and something has changed since it was last worked out.
 */
public final class Supervisors {

  private final Tables tables;
  private final WatchSpec spec;
  private final Depths depths = new Depths();
  private final Deadlocks deadlocks = new Deadlocks();
  private final LongWaits longWaits;
  private final StalledMailboxes stalled;
  private final HeadOfLine headOfLine;
  private final MountsInLine mountsInLine;
  private final LateCloses late;
  private final UndrainedLists undrained;
  private final HungTasks hungTasks;
  private final Unseen unseen;
  private final Stacks stacks = new Stacks();
  private final LockOrderCycles lockOrder = new LockOrderCycles();
  private int looks;
  private long lastLook;
  private long standing;
  private long waiting;

  public Supervisors(Tables tables, WatchSpec spec) {
    this.tables = tables;
    this.spec = spec;
    this.longWaits = new LongWaits(spec.longWaitAfter());
    this.stalled = new StalledMailboxes(spec.stalledAfter(), spec.longWaitAfter());
    this.mountsInLine = new MountsInLine(spec.stalledAfter());
    this.headOfLine = new HeadOfLine(spec.stalledAfter());
    this.late = new LateCloses(spec.lateAfter(), tables);
    this.undrained = new UndrainedLists(spec.undrainedAfter());
    this.hungTasks = new HungTasks(spec);
    this.unseen = new Unseen(spec);
  }

  /** Looks at everything. To be called every {@link WatchSpec#sampleEvery}. */
  public synchronized void sample(long now) {
    look(now, false);
  }

  /**
   * Looks at everything for the last time, when no message is on its way any more: what cannot end
   * now never will, so that no second look is needed to prove a deadlock.
   */
  public synchronized void sampleAtRest(long now) {
    look(now, true);
  }

  private void look(long now, boolean atRest) {
    List<TaskRow> rows = tables.tasks().rows();
    List<GatedQueue> mailboxes = tables.mailboxes().all();
    if (looks == 0 || now > lastLook) {
      depths.look(tables.gauges().all(), mailboxes, now);
    }
    stalled.look(mailboxes, rows, tables.afflictions().all(), now);
    lookAtLists(mailboxes, rows, now);
    hungTasks.look(tables.tasks(), now);
    stacks.look(rows, now);
    lookAtWaits(rows, now, atRest);
    looks++;
    lastLook = now;
  }

  private void lookAtLists(List<GatedQueue> mailboxes, List<TaskRow> rows, long now) {
    unseen.look(PutList.waiting(mailboxes, rows), now);
    headOfLine.look(mailboxes, rows, tables.listed().all(), now);
    mountsInLine.look(mailboxes, rows, now);
    late.look(mailboxes, now);
    undrained.look(tables.gauges().all(), rows, tables.afflictions().all(), now);
  }

  private void lookAtWaits(List<TaskRow> rows, long now, boolean atRest) {
    List<Affliction> faults = tables.afflictions().all();
    Change change = new Change(faults);
    change.standing = Change.mix(change.standing, 0, tables.agenda().epoch());
    for (TaskRow row : rows) {
      change.add(row, now);
    }
    boolean knots =
        atRest
            || deadlocks.wantsAnotherLook()
            || (change.sleptSinceLastLook && change.standing != standing);
    boolean waits = change.waiting != waiting;
    if (knots || waits) {
      WaitForGraph graph = new WaitForGraph(Sighting.all(rows), tables.agenda());
      deadlocks.look(graph, now, atRest);
      longWaits.look(graph, faults, now);
    } else {
      longWaits.age(now);
    }
    if (change.sleptSinceLastLook || atRest) {
      standing = change.standing;
    }
    waiting = change.waiting;
  }

  /** Two figures that move when somebody else sleeps, and when somebody else sleeps for long. */
  private final class Change {
    long standing = 1;
    long waiting = 1;
    boolean sleptSinceLastLook;

    Change(List<Affliction> faults) {
      faults.forEach(fault -> waiting = mix(waiting, fault.id(), 0));
    }

    void add(TaskRow row, long now) {
      TaskRow.State state = row.state();
      boolean blocked = state == TaskRow.State.BLOCKED;
      boolean ended = state == TaskRow.State.KILLED || state == TaskRow.State.EXITED;
      if (blocked || ended || !row.prospects().isNothing()) {
        standing = mix(standing, row.pid(), row.epoch());
      }
      if (blocked) {
        sleptSinceLastLook |= row.since() <= lastLook;
        if (now - row.since() > spec.longWaitAfter()) {
          addLong(row, now);
        }
      }
    }

    private void addLong(TaskRow row, long now) {
      Sighting task = Sighting.all(List.of(row)).get(0);
      Wait wait = task.waitsFor();
      if (wait != null && !task.waitsForWork()) {
        unseen.look(row, wait, now);
        if (LongWaits.counts(row.name(), wait)) {
          waiting = mix(waiting, row.pid(), row.epoch());
        }
      }
    }

    private static long mix(long sum, int pid, int epoch) {
      return (sum ^ (((long) pid << 32) | (epoch & 0xffffffffL))) * 0x9E3779B97F4A7C15L;
    }
  }

  /** All that was found so far, by kind and then by time. */
  public synchronized List<Finding> findings(long now) {
    Backlogs backlogs = new Backlogs(depths, spec);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(
        SelfDeadlocks.joined(
            deadlocks.findings(), lockOrder.findings(tables.tasks(), deadlocks::isStuckAt)));
    findings.addAll(new UsesAfterFree(tables.bugs()).findings());
    findings.addAll(new SleepsInAtomic(tables.atomicSleeps()).findings());
    findings.addAll(new Spinning(tables.standstill()).findings());
    findings.addAll(longWaits.findings());
    findings.addAll(stalled.findings());
    findings.addAll(backlogs.findings(now));
    findings.addAll(late.findings());
    findings.addAll(headOfLine.findings());
    findings.addAll(mountsInLine.findings());
    findings.addAll(new PutOffEffects(spec.lateAfter(), tables).findings(now));
    findings.addAll(undrained.findings());
    findings.addAll(hungTasks.findings());
    findings.addAll(unseen.findings(backlogs.growing(), hungTasks.hasReported(), now));
    findings.addAll(new Remarks(tables).findings(now));
    findings.addAll(stacks.findings(tables.tasks().rows(), now));
    findings.sort(Comparator.comparing(Finding::kind).thenComparingLong(Finding::since));
    return findings;
  }

  /** What the findings come to. */
  public synchronized Verdict verdict(long now) {
    return verdict(findings(now), now);
  }

  /** The same for those who have the findings already. */
  synchronized Verdict verdict(List<Finding> findings, long now) {
    Verdict worst = Verdict.OK;
    for (Finding finding : findings) {
      if (finding.implies().compareTo(worst) > 0) {
        worst = finding.implies();
      }
    }
    return worst == Verdict.OK && !undecided(now).isEmpty() ? Verdict.INCONCLUSIVE : worst;
  }

  /** Which rule had too few samples to say that all is well, and why; an empty text if none. */
  public synchronized String undecided(long now) {
    if (looks == 0 || now < spec.sampleEvery()) {
      return "nothing was looked at: the run was shorter than a sample";
    }
    return new Backlogs(depths, spec).undecided();
  }

  /** How the queue of this name moved: a gauge, or a mailbox by its owner's name. */
  public synchronized Backlog.Drift drift(String queue) {
    return new Backlogs(depths, spec).drift(queue);
  }
}
