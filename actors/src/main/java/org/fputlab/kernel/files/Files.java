package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.mounts.MountTable;
import org.fputlab.kernel.mounts.Mounts;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.kernel.workqueues.Workqueues;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Spelling;
import org.fputlab.model.Step;

/** The area of open files: from open to the end of {@code __fput}. */
public final class Files {

  /** The work item that finalises files. */
  public static final KernelSpec.Work DELAYED_FPUT_WORK =
      new KernelSpec.Work(Spelling.FPUT_WORK, "events", DelayedFputs.DELAYED_FPUT);

  private static final Area AREA =
      Area.of("vfs", "delayed_fput")
          .with(FileWords.ALL)
          .with(HandOverWords.ALL)
          .with(DELAYED_FPUT_WORK);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Files> SUBSYSTEM =
      new Subsystem<>(
          Files.class,
          AREA,
          by ->
              new Files(
                  by.machine(),
                  by.spawner(),
                  by.tasks(),
                  by.the(Locks.class),
                  by.the(Workqueues.class),
                  by.the(Mounts.class)));

  /** {@code __fput}. */
  public static final Path FPUT = ClosePaths.FPUT;

  /** Who wants to hear of the files that tasks open. */
  public interface OpenListener {

    /** A task opened this file of this mount, by their numbers. */
    void opened(int file, int mount);
  }

  private final Machine machine;
  private final ActorRef<Message> vfs;
  private final ActorRef<? super Workqueue.Command> workqueue;
  private final ActorRef<? super DelayedPut.Command> delayed;
  private final List<OpenListener> listeners = new ArrayList<>();
  private Path fput = ClosePaths.FPUT;

  /** Starts the VFS and its list of delayed closes. */
  public Files(
      Machine machine,
      Spawner spawner,
      Tasks tasks,
      Locks locks,
      Workqueues workqueues,
      Mounts mounts) {
    this.machine = machine;
    this.workqueue = workqueues.workqueue();
    this.delayed =
        spawner.spawn(DelayedPut.create(machine, workqueue, DELAYED_FPUT_WORK), "delayed_fput");
    this.vfs = spawner.spawn(Vfs.create(machine, mounts.table(), delayed), "vfs");
    mounts.table().tell(new MountTable.CountedBy(vfs));
    locks.own(vfs, "i_rwsem", "rmdir_lock", "io_lock", "io_lock_nested", "invalidate_lock");
    tasks.carry(OpenFiles.class, task -> new OpenFiles(task, this));
    tasks.carry(FilePolls.class, task -> new FilePolls(task, this));
    tasks.carry(FilePuts.class, task -> new FilePuts(task, this));
    tasks.carry(ClosePaths.class, task -> new ClosePaths(task, this));
    tasks.carry(DelayedFputs.class, task -> new DelayedFputs(task, this));
  }

  /** Who owns the files. */
  public ActorRef<? super Vfs.Command> vfs() {
    return vfs;
  }

  ActorRef<? super DelayedPut.Command> delayed() {
    return delayed;
  }

  ActorRef<? super Workqueue.Command> workqueue() {
    return workqueue;
  }

  /** What the steps of a work call the file that they are handed. */
  String nameFor(String work) {
    KernelSpec.Work taken = machine.spec().works().get(work);
    if (taken == null) {
      throw new IllegalStateException("no work " + work);
    }
    return taken.file();
  }

  /** Tells of every file that a task opens from now on; said while the machine is wired. */
  public void onOpen(OpenListener listener) {
    listeners.add(listener);
  }

  /** Does this first in every {@code __fput}; said while the machine is wired. */
  public void beforeRelease(Step what) {
    List<Step> steps = new ArrayList<>(List.of(what));
    steps.addAll(fput.steps());
    fput = new Path(fput.function(), steps);
  }

  /** {@code __fput}. */
  Path fput() {
    return fput;
  }

  void opened(int file, int mount) {
    listeners.forEach(listener -> listener.opened(file, mount));
  }
}
