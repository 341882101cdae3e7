package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.TaskTable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.InodeTypes;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Slowdowns;
import org.jspecify.annotations.Nullable;

/**
 * Who is who in one emulated kernel. {@link Kernel} fills it in while it wires the subsystems,
 * before any of them gets its first message; from then on it is only read.
 */
final class Directory {

  final KernelSpec spec;

  /** By number. */
  final List<KernelSpec.Mount> mountList;

  final Slowdowns slowdowns = new Slowdowns();
  final Completions completions;
  private final InodeTypes inodeTypes;
  private final List<Boolean> holdSockets;
  private final Map<String, ActorRef<Task.Command>> tasks =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, ActorRef<RemoteServer.Command>> servers = new LinkedHashMap<>();
  private @Nullable ActorRef<Vfs.Command> vfs;
  private @Nullable ActorRef<MountTable.Command> mounts;
  private @Nullable ActorRef<Vm.Command> vm;
  private @Nullable ActorRef<UnixSockets.Command> sockets;
  private @Nullable ActorRef<Drivers.Command> drivers;
  private @Nullable ActorRef<Workqueue.Command> workqueue;
  private @Nullable ActorRef<Cpus.Command> cpus;
  private @Nullable ActorRef<DelayedPut.Command> delayedFput;
  private @Nullable ActorRef<DelayedPut.Command> delayedMntput;
  private @Nullable ActorRef<Nfsd.Command> nfsd;
  private @Nullable ActorRef<Lockd.Command> lockd;

  Directory(KernelSpec spec, TaskTable table) {
    this.spec = spec;
    this.completions = new Completions(table, spec);
    this.mountList = List.copyOf(spec.mounts().values());
    this.inodeTypes = new InodeTypes(spec);
    this.holdSockets = mountList.stream().map(mount -> mount.fileSystem().isSocket()).toList();
  }

  /** The number of the mount of this name. */
  int mountNumber(String name) {
    for (int i = 0; i < mountList.size(); i++) {
      if (mountList.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no mount " + name);
  }

  /** The type of the file system that a lock's instance belongs to, or "". */
  String typeOf(LockName lock) {
    return inodeTypes.of(lock.instance());
  }

  /** Whether files of this mount are unix sockets. */
  boolean holdsSockets(int mount) {
    return holdSockets.get(mount);
  }

  /** Whether a file that the scenario declares is a unix socket. */
  boolean isSocket(KernelSpec.SharedFile file) {
    KernelSpec.Mount mount = spec.mounts().get(file.mount());
    return mount != null && mount.fileSystem().isSocket();
  }

  ClosePolicy policy() {
    return spec.close();
  }

  ActorRef<Vfs.Command> vfs() {
    return wired(vfs);
  }

  ActorRef<MountTable.Command> mounts() {
    return wired(mounts);
  }

  ActorRef<Vm.Command> vm() {
    return wired(vm);
  }

  ActorRef<UnixSockets.Command> sockets() {
    return wired(sockets);
  }

  ActorRef<Drivers.Command> drivers() {
    return wired(drivers);
  }

  ActorRef<Workqueue.Command> workqueue() {
    return wired(workqueue);
  }

  ActorRef<Cpus.Command> cpus() {
    return wired(cpus);
  }

  ActorRef<DelayedPut.Command> delayedFput() {
    return wired(delayedFput);
  }

  ActorRef<DelayedPut.Command> delayedMntput() {
    return wired(delayedMntput);
  }

  ActorRef<Nfsd.Command> nfsd() {
    return wired(nfsd);
  }

  ActorRef<Lockd.Command> lockd() {
    return wired(lockd);
  }

  ActorRef<RemoteServer.Command> server(String name) {
    return wired(servers.get(name));
  }

  /** The task of this name, or null. */
  @Nullable ActorRef<Task.Command> task(String name) {
    return tasks.get(name);
  }

  /** The names of all tasks so far, in order of creation. */
  List<String> taskNames() {
    synchronized (tasks) {
      return List.copyOf(tasks.keySet());
    }
  }

  /** Who owns a lock of this class. */
  ActorRef<? super LockRequest> ownerOf(LockName lock) {
    return switch (lock.word()) {
      case "i_rwsem", "rmdir_lock", "io_lock", "io_lock_nested", "invalidate_lock" -> vfs();
      case "s_umount", "namespace_sem", "sb_writers" -> mounts();
      case "mmap_lock" -> vm();
      case "nfsd_mutex" -> nfsd == null ? drivers() : nfsd;
      case "nlm_file_mutex", "nlmsvc_mutex" -> lockd == null ? drivers() : lockd;
      default -> drivers();
    };
  }

  void vfs(ActorRef<Vfs.Command> actor) {
    vfs = actor;
  }

  void mounts(ActorRef<MountTable.Command> actor) {
    mounts = actor;
  }

  void vm(ActorRef<Vm.Command> actor) {
    vm = actor;
  }

  void sockets(ActorRef<UnixSockets.Command> actor) {
    sockets = actor;
  }

  void drivers(ActorRef<Drivers.Command> actor) {
    drivers = actor;
  }

  void workqueue(ActorRef<Workqueue.Command> actor) {
    workqueue = actor;
  }

  void cpus(ActorRef<Cpus.Command> actor) {
    cpus = actor;
  }

  void delayedFput(ActorRef<DelayedPut.Command> actor) {
    delayedFput = actor;
  }

  void delayedMntput(ActorRef<DelayedPut.Command> actor) {
    delayedMntput = actor;
  }

  void nfsd(ActorRef<Nfsd.Command> actor) {
    nfsd = actor;
  }

  void lockd(ActorRef<Lockd.Command> actor) {
    lockd = actor;
  }

  void server(String name, ActorRef<RemoteServer.Command> actor) {
    servers.put(name, actor);
  }

  void task(String name, ActorRef<Task.Command> actor) {
    tasks.put(name, actor);
  }

  private static <T> T wired(@Nullable T actor) {
    if (actor == null) {
      throw new IllegalStateException("the kernel has no such part");
    }
    return actor;
  }
}
