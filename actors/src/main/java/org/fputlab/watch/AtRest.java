package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;

/**
 * What is wrong with a machine on which nothing is left to do, whatever time it took: who waits for
 * ever, whose stack overflowed, what was used after it was freed, and who slept in atomic context.
 * The same rules as {@link Supervisors}, without those that need time.
 */
public final class AtRest {

  private AtRest() {}

  /** The findings, the gravest kind first; none where all is well. */
  public static List<Finding> findings(Tables tables, long now) {
    List<TaskRow> rows = tables.tasks().rows();
    List<Finding> findings = new ArrayList<>();
    if (rows.stream().anyMatch(row -> row.state() == TaskRow.State.BLOCKED)) {
      Deadlocks deadlocks = new Deadlocks();
      deadlocks.look(new WaitForGraph(Sighting.all(rows), tables.agenda()), now, true);
      findings.addAll(deadlocks.findings());
    }
    Stacks stacks = new Stacks();
    stacks.look(rows, now);
    stacks.findings(rows, now).stream()
        .filter(finding -> finding.kind() == Finding.Kind.STACK_OVERFLOW)
        .forEach(findings::add);
    findings.addAll(new UsesAfterFree(tables.bugs()).findings());
    findings.addAll(new SleepsInAtomic(tables.atomicSleeps()).findings());
    return findings;
  }
}
