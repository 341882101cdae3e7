package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.kernel.nfsd.Nfs;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.KernelSpec;

/** The area of remote servers and the network to them, and of daemons on this machine. */
public final class Servers {

  private static final Area AREA = Area.of().with(ServerWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Servers> SUBSYSTEM =
      new Subsystem<>(
          Servers.class,
          AREA,
          by -> new Servers(by.machine(), by.spawner(), by.tasks(), by.the(Nfs.class)));

  private final Map<String, ActorRef<Message>> servers = new LinkedHashMap<>();

  /** Starts the servers that the scenario names. */
  public Servers(Machine machine, Spawner spawner, Tasks tasks, Nfs nfs) {
    for (KernelSpec.Server server : machine.spec().servers().values()) {
      ActorRef<? super Rpc> nfsd = server.nfsd() ? nfs.nfsd() : null;
      ActorRef<Message> daemon =
          server.isDaemon()
              ? spawner.spawn(Daemon.create(machine, tasks, server), server.name() + ":threads")
              : null;
      servers.put(
          server.name(),
          spawner.spawn(RemoteServer.create(machine, nfsd, daemon, server), server.name()));
    }
    tasks.carry(ServerCalls.class, task -> new ServerCalls(task, this));
  }

  /** The server of this name. */
  public ActorRef<? super RemoteServer.Command> server(String name) {
    ActorRef<Message> server = servers.get(name);
    if (server == null) {
      throw new IllegalStateException("there is no server " + name);
    }
    return server;
  }
}
