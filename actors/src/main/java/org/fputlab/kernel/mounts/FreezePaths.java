package org.fputlab.kernel.mounts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.TaskWords;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.Effect;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task freezes a superblock, and thaws it.
 *
 * <p>Emulates {@code freeze_super} and {@code thaw_super} (fs/super.c, v6.6): {@code sb_wait_write}
 * for {@code SB_FREEZE_WRITE} without {@code s_umount}, then with it for {@code
 * SB_FREEZE_PAGEFAULT} and {@code SB_FREEZE_FS}. At the end lockdep forgets that the task holds the
 * three ({@code lockdep_sb_freeze_release}), for another may thaw them. Leaves out the syncing in
 * between, read-only superblocks, and {@code ->freeze_fs}.
 */
public final class FreezePaths {

  private final Mounts mounts;
  private final Machine machine;
  private final Engine engine;
  private final Execution execution;

  FreezePaths(Running task, Mounts mounts) {
    this.mounts = mounts;
    this.execution = task.execution();
    this.machine = execution.machine();
    this.engine = machine.engine();
  }

  private static Step step(Predicate<FreezePaths> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(FreezePaths.class)), effects);
  }

  /** The mount that is meant: in a file system's steps {@code sb} is that of what is closed. */
  private String mount(String superblock) {
    return execution
        .standIns()
        .resolve(new LockName(NamedLocks.FREEZE_LEVELS.get(0), superblock))
        .instance();
  }

  boolean freeze(String superblock) {
    execution.push(freezeSuper(mount(superblock)));
    return true;
  }

  /** {@code freeze_super}, of a mount or of what is being closed. */
  static Path freezeSuper(String mount) {
    LockName flag = Waits.freezingFlag(mount);
    return new Path(
        "freeze_super",
        List.of(
            step(freezes -> freezes.ask(mount), new Effect.WaitsForFlag(flag)),
            step(
                freezes -> freezes.freezeUnlessBusy(mount),
                new Effect.Sets(flag),
                new Effect.Runs(levelByLevel(mount)),
                new Effect.Clears(flag))));
  }

  private boolean ask(String mount) {
    mounts.table().tell(new MountTable.Freeze(machine.mountNumber(mount), execution.self()));
    return execution.block(freezing(mount), false, false, Sleep.KILLABLE, null);
  }

  private Resource freezing(String mount) {
    return execution.waits().freezing(mount);
  }

  private boolean freezeUnlessBusy(String mount) {
    if (execution.callSucceeded()) {
      execution.row().hold(freezing(mount), false, execution.now());
      execution.push(levelByLevel(mount));
    }
    return true;
  }

  private static Path levelByLevel(String mount) {
    LockName umountLock = new LockName("s_umount", mount);
    Step take = new LockWords.Acquire("down_write", umountLock, false, false);
    Step drop = new LockWords.Release("up_write", umountLock, false);
    List<LockName> levels = Freezes.levels(mount);
    List<Step> steps = new ArrayList<>(List.of(take, drop, waitFor(levels.get(0)), take));
    levels.subList(1, levels.size()).forEach(level -> steps.add(waitFor(level)));
    steps.add(step(freezes -> freezes.complete(mount), new Effect.Frozen(mount)));
    steps.add(drop);
    return new Path("", steps);
  }

  private static Step waitFor(LockName level) {
    return new TaskWords.Call(
        new Path(
            "sb_wait_write", List.of(new LockWords.Acquire("freeze_super", level, false, false))));
  }

  private boolean complete(String mount) {
    Agenda.Frozen frozen =
        new Agenda.Frozen(execution.seat().name(), Waits.thaw(engine.tables().tasks(), mount));
    for (LockName level : Freezes.levels(mount)) {
      execution.row().drop(execution.waits().known(level));
      engine.tables().agenda().freeze(level.toString(), frozen);
    }
    execution.row().drop(freezing(mount));
    mounts.table().tell(new MountTable.Frozen(machine.mountNumber(mount)));
    return true;
  }

  boolean thaw(String superblock) {
    execution.push(thawSuper(mount(superblock)));
    return true;
  }

  /** {@code thaw_super}, of a mount or of what is being closed. */
  static Path thawSuper(String mount) {
    LockName umountLock = new LockName("s_umount", mount);
    return new Path(
        "thaw_super",
        List.of(
            new LockWords.Acquire("down_write", umountLock, false, false),
            step(freezes -> freezes.askToThaw(mount), new Effect.Thaws(mount)),
            new LockWords.Release("up_write", umountLock, false)));
  }

  private boolean askToThaw(String mount) {
    mounts.table().tell(new MountTable.Thaw(machine.mountNumber(mount), execution.self()));
    return false;
  }
}
