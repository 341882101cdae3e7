package org.fputlab.kernel.sockets;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.files.Files;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.KernelSpec;

/** The area of unix sockets: files in flight, and the garbage collector. */
public final class Sockets {

  /** The work item that collects garbage, since 6.10. */
  public static final KernelSpec.Work GC_WORK = SocketPaths.GC_WORK;

  private static final Area AREA = Area.of("unix").with(SocketWords.ALL).with(GC_WORK);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Sockets> SUBSYSTEM =
      new Subsystem<>(
          Sockets.class,
          AREA,
          by -> new Sockets(by.machine(), by.spawner(), by.tasks(), by.the(Files.class)));

  private final ActorRef<Message> actor;
  private final ActorRef<? super Vfs.Command> vfs;

  /** Starts the sockets, and hears of each file that is one. */
  public Sockets(Machine machine, Spawner spawner, Tasks tasks, Files files) {
    this.vfs = files.vfs();
    this.actor = spawner.spawn(UnixSockets.create(machine, vfs, shared(machine)), "unix");
    List<Boolean> areSockets =
        machine.mounts().stream().map(mount -> mount.fileSystem().isSocket()).toList();
    files.onOpen(
        (file, mount) -> {
          if (areSockets.get(mount)) {
            actor.tell(new UnixSockets.AddSocket(file));
          }
        });
    tasks.carry(SocketPaths.class, task -> new SocketPaths(task, this));
  }

  /** The sockets among the files that all tasks know. */
  private static List<Integer> shared(Machine machine) {
    List<KernelSpec.SharedFile> files = machine.spec().files();
    List<Integer> sockets = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      int mount = machine.mountNumber(files.get(file).mount());
      if (machine.mounts().get(mount).fileSystem().isSocket()) {
        sockets.add(file);
      }
    }
    return sockets;
  }

  ActorRef<? super UnixSockets.Command> actor() {
    return actor;
  }

  ActorRef<? super Vfs.Command> vfs() {
    return vfs;
  }
}
