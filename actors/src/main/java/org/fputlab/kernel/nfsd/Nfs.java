package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.kernel.workqueues.Workqueues;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Spelling;
import org.jspecify.annotations.Nullable;

/** The area of the NFS server and the lock manager, and of those who call them. */
public final class Nfs {

  /** The work item that closes cached files where nfsd threads do not (v6.6). */
  public static final KernelSpec.Work FILE_CACHE_WORK =
      new KernelSpec.Work(Spelling.FILE_CACHE_WORK, "nfsd_filecache", FileCache.DELAYED_CLOSE);

  private static final Area AREA =
      Area.of("nfsd", "lockd").with(NfsdWords.ALL).with(FILE_CACHE_WORK);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Nfs> SUBSYSTEM =
      new Subsystem<>(
          Nfs.class,
          AREA,
          by ->
              new Nfs(
                  by.machine(),
                  by.spawner(),
                  by.tasks(),
                  by.the(Locks.class),
                  by.the(Workqueues.class)));

  /** What an nfsd thread does with cached files where those are its own to close (v6.9). */
  public static final Path NFSD_DISPOSE = FileCache.NFSD_DISPOSE;

  private final Machine machine;
  private final Spawner spawner;
  private final @Nullable ActorRef<Message> nfsd;
  private final @Nullable ActorRef<Message> lockd;

  /** Starts the services that the machine runs. */
  public Nfs(Machine machine, Spawner spawner, Tasks tasks, Locks locks, Workqueues workqueues) {
    this.machine = machine;
    this.spawner = spawner;
    KernelSpec spec = machine.spec();
    this.nfsd =
        spec.nfsd()
            .map(
                service ->
                    spawner.spawn(
                        Nfsd.create(machine, tasks, workqueues.workqueue(), service), "nfsd"))
            .orElse(null);
    this.lockd =
        spec.lockd()
            .map(service -> spawner.spawn(Lockd.create(machine.engine(), tasks), "lockd"))
            .orElse(null);
    if (nfsd != null) {
      locks.own(nfsd, "nfsd_mutex");
    }
    if (lockd != null) {
      locks.own(lockd, "nlm_file_mutex", "nlmsvc_mutex");
    }
    tasks.carry(FileCache.class, task -> new FileCache(task, nfsd));
  }

  /** Whom calls for nfsd go to. */
  public ActorRef<? super Rpc> nfsd() {
    return running(nfsd);
  }

  /** Starts all clients. */
  public void startClients() {
    machine.spec().clients().forEach(this::start);
  }

  private void start(KernelSpec.Client client) {
    int mount = machine.mountNumber(client.mount());
    ActorRef<Message> service = running(client.service() == KernelSpec.Service.NFSD ? nfsd : lockd);
    spawner.spawn(Clients.create(machine, client, mount, service), client.name());
  }

  private static ActorRef<Message> running(@Nullable ActorRef<Message> service) {
    if (service == null) {
      throw new IllegalStateException("the machine runs no such service");
    }
    return service;
  }
}
