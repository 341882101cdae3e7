package org.fputlab.kernel.task;

import org.fputlab.engine.Engine;
import org.fputlab.engine.TaskRow;
import org.fputlab.model.Closer;

/**
 * Whether one task may sleep where it is: how many spinlocks it holds, and how deep it is in
 * sections that forbid it.
 *
 * <p>Mirrors {@code preempt_count} (include/linux/preempt.h, v6.6) and {@code rcu_preempt_depth}.
 * Leaves out interrupts, in which nothing of a scenario runs.
 */
public final class Atomic {

  /** What forbids to sleep. */
  public enum Section {
    /** {@code spin_lock}, {@code preempt_disable}. */
    PREEMPT(1),
    /** {@code local_bh_disable}: {@code SOFTIRQ_DISABLE_OFFSET}. */
    BH(0x200),
    /** {@code spin_lock_bh}: {@code SOFTIRQ_LOCK_OFFSET}. */
    BH_LOCK(0x201),
    /** {@code rcu_read_lock}, which counts by itself. */
    RCU(0);

    private final int weight;

    Section(int weight) {
      this.weight = weight;
    }

    boolean isBh() {
      return this == BH || this == BH_LOCK;
    }
  }

  private final Engine engine;
  private final TaskRow row;
  private int preemptCount;
  private int rcuDepth;
  private int bottomHalves;
  private boolean told;

  Atomic(Engine engine, TaskRow row) {
    this.engine = engine;
    this.row = row;
  }

  /** Begins a section in which the task must not sleep. */
  public void enter(Section section) {
    change(section, 1);
  }

  /** Ends one. */
  public void leave(Section section) {
    change(section, -1);
  }

  private void change(Section section, int by) {
    preemptCount += by * section.weight;
    rcuDepth += section == Section.RCU ? by : 0;
    bottomHalves += section.isBh() ? by : 0;
    if (preemptCount < 0 || rcuDepth < 0) {
      throw new IllegalStateException("left more often than entered: " + section);
    }
    told = told && (preemptCount != 0 || rcuDepth != 0);
  }

  /**
   * {@code might_sleep}: where the task must not, that is a BUG, whether or not it would ({@code
   * __might_resched}, kernel/sched/core.c, v6.6). What comes after it in the same section is not
   * told again; the kernel tells at most one a second.
   */
  public void mightSleep() {
    if (!told && (preemptCount != 0 || rcuDepth != 0)) {
      told = true;
      engine.tables().atomicSleeps().note(engine.now(), row, preemptCount, rcuDepth);
    }
  }

  /**
   * What the task counts as when it drops a reference here: with bottom halves off {@code
   * in_interrupt()} is true, and no task_work is added ({@code fput}, fs/file_table.c, v6.6), as
   * for a kernel thread.
   */
  public Closer closer(Closer otherwise) {
    return bottomHalves == 0 ? otherwise : Closer.KTHREAD;
  }
}
