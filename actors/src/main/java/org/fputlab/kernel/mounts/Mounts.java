package org.fputlab.kernel.mounts;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.kernel.workqueues.Workqueues;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Path;
import org.fputlab.model.Spelling;

/** The area of mounts: their counts, their superblocks, and shutting a file system down. */
public final class Mounts {

  /** The work item that cleans up mounts. */
  public static final KernelSpec.Work DELAYED_MNTPUT_WORK =
      new KernelSpec.Work(Spelling.MNTPUT_WORK, "events", MountPaths.DELAYED_MNTPUT);

  private static final Area AREA =
      Area.of("mounts", "delayed_mntput")
          .with(FreezeWords.ALL)
          .with(MountWords.ALL)
          .with(DELAYED_MNTPUT_WORK);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Mounts> SUBSYSTEM =
      new Subsystem<>(
          Mounts.class,
          AREA,
          by ->
              new Mounts(
                  by.machine(),
                  by.spawner(),
                  by.tasks(),
                  by.the(Locks.class),
                  by.the(Workqueues.class)));

  /** What a mount goes through behind its last reference. */
  public static final Path CLEANUP_MNT = MountPaths.CLEANUP_MNT;

  private final ActorRef<Message> table;
  private final ActorRef<? super DelayedPut.Command> delayed;

  /** Starts the mount table and its list of delayed puts. */
  public Mounts(Machine machine, Spawner spawner, Tasks tasks, Locks locks, Workqueues workqueues) {
    this.delayed =
        spawner.spawn(
            DelayedPut.create(machine, workqueues.workqueue(), DELAYED_MNTPUT_WORK),
            "delayed_mntput");
    this.table = spawner.spawn(MountTable.create(machine, delayed), "mounts");
    locks.own(table, "s_umount", "namespace_sem");
    locks.own(table, NamedLocks.FREEZE_LEVELS.toArray(String[]::new));
    tasks.carry(Closings.class, Closings::new);
    tasks.carry(FreezePaths.class, task -> new FreezePaths(task, this));
    tasks.carry(MountPaths.class, task -> new MountPaths(task, this));
  }

  /** The mount table. */
  public ActorRef<? super MountTable.Command> table() {
    return table;
  }

  ActorRef<? super DelayedPut.Command> delayed() {
    return delayed;
  }
}
