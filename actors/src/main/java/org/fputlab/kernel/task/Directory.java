package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.TaskTable;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.files.DelayedPut;
import org.fputlab.kernel.locks.Effects;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.processors.Cpus;
import org.fputlab.kernel.sockets.UnixSockets;
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
public final class Directory {

  public final KernelSpec spec;

  /** By number. */
  public final List<KernelSpec.Mount> mountList;

  public final Slowdowns slowdowns = new Slowdowns();
  public final Effects effects;
  private final InodeTypes inodeTypes;
  private final List<Boolean> holdSockets;
  private final Map<String, ActorRef<Task.Command>> tasks =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, ActorRef<Message>> servers = new LinkedHashMap<>();
  private @Nullable ActorRef<Message> vfs;
  private @Nullable ActorRef<Message> mounts;
  private @Nullable ActorRef<Message> vm;
  private @Nullable ActorRef<UnixSockets.Command> sockets;
  private @Nullable ActorRef<Message> drivers;
  private @Nullable ActorRef<Message> workqueue;
  private @Nullable ActorRef<Cpus.Command> cpus;
  private @Nullable ActorRef<DelayedPut.Command> delayedFput;
  private @Nullable ActorRef<DelayedPut.Command> delayedMntput;
  private @Nullable ActorRef<Message> nfsd;
  private @Nullable ActorRef<Message> lockd;

  public Directory(KernelSpec spec, TaskTable table) {
    this.spec = spec;
    this.effects = new Effects(table, spec);
    this.mountList = List.copyOf(spec.mounts().values());
    this.inodeTypes = new InodeTypes(spec);
    this.holdSockets = mountList.stream().map(mount -> mount.fileSystem().isSocket()).toList();
  }

  /** The number of the mount of this name. */
  public int mountNumber(String name) {
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
  public boolean holdsSockets(int mount) {
    return holdSockets.get(mount);
  }

  /** Whether a file that the scenario declares is a unix socket. */
  public boolean isSocket(KernelSpec.SharedFile file) {
    KernelSpec.Mount mount = spec.mounts().get(file.mount());
    return mount != null && mount.fileSystem().isSocket();
  }

  public ClosePolicy policy() {
    return spec.close();
  }

  public ActorRef<Message> vfs() {
    return wired(vfs);
  }

  public ActorRef<Message> mounts() {
    return wired(mounts);
  }

  public ActorRef<Message> vm() {
    return wired(vm);
  }

  public ActorRef<UnixSockets.Command> sockets() {
    return wired(sockets);
  }

  public ActorRef<Message> drivers() {
    return wired(drivers);
  }

  public ActorRef<Message> workqueue() {
    return wired(workqueue);
  }

  public ActorRef<Cpus.Command> cpus() {
    return wired(cpus);
  }

  public ActorRef<DelayedPut.Command> delayedFput() {
    return wired(delayedFput);
  }

  public ActorRef<DelayedPut.Command> delayedMntput() {
    return wired(delayedMntput);
  }

  public ActorRef<Message> nfsd() {
    return wired(nfsd);
  }

  public ActorRef<Message> lockd() {
    return wired(lockd);
  }

  public ActorRef<Message> server(String name) {
    return wired(servers.get(name));
  }

  /** The task of this name, or null. */
  public @Nullable ActorRef<Task.Command> task(String name) {
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
      case "s_umount", "namespace_sem", "sb_writers", "sb_pagefaults", "sb_internal" -> mounts();
      case "mmap_lock" -> vm();
      case "nfsd_mutex" -> nfsd == null ? drivers() : nfsd;
      case "nlm_file_mutex", "nlmsvc_mutex" -> lockd == null ? drivers() : lockd;
      default -> drivers();
    };
  }

  public void vfs(ActorRef<Message> actor) {
    vfs = actor;
  }

  public void mounts(ActorRef<Message> actor) {
    mounts = actor;
  }

  public void vm(ActorRef<Message> actor) {
    vm = actor;
  }

  public void sockets(ActorRef<UnixSockets.Command> actor) {
    sockets = actor;
  }

  public void drivers(ActorRef<Message> actor) {
    drivers = actor;
  }

  public void workqueue(ActorRef<Message> actor) {
    workqueue = actor;
  }

  public void cpus(ActorRef<Cpus.Command> actor) {
    cpus = actor;
  }

  public void delayedFput(ActorRef<DelayedPut.Command> actor) {
    delayedFput = actor;
  }

  public void delayedMntput(ActorRef<DelayedPut.Command> actor) {
    delayedMntput = actor;
  }

  public void nfsd(ActorRef<Message> actor) {
    nfsd = actor;
  }

  public void lockd(ActorRef<Message> actor) {
    lockd = actor;
  }

  public void server(String name, ActorRef<Message> actor) {
    servers.put(name, actor);
  }

  public void task(String name, ActorRef<Task.Command> actor) {
    tasks.put(name, actor);
  }

  private static <T> T wired(@Nullable T actor) {
    if (actor == null) {
      throw new IllegalStateException("the kernel has no such part");
    }
    return actor;
  }
}
