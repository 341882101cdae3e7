package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.model.BackOff;

/** A server's view of its process: the crashes that it is down with, and when it is back. */
public final class SupervisedProcess {

  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  private final Engine engine;
  private final String server;
  private final ActorRef<ServerProcess.Command> process;
  private final BackOff backOff = new BackOff();
  private final List<Integer> crashes = new ArrayList<>();

  /** The first start is one. */
  private int startsToCome = 1;

  SupervisedProcess(
      Engine engine, String server, ActorContext<? super RemoteServer.Started> context) {
    this.engine = engine;
    this.server = server;
    this.process =
        context.spawn(ServerProcess.create(context.getSelf()), server + ":process", engine.gated());
    context.watch(process);
  }

  /**
   * It dies, unless it is down already.
   *
   * @param fault the number of the fault, which ends when the process is back
   * @param requests how many are lost with it
   */
  void crash(int fault, int requests) {
    if (crashes.isEmpty()) {
      process.tell(ServerProcess.Die.INSTANCE);
      startsToCome++;
      long delay = backOff.failedAt(engine.now());
      note("crashed" + lost(requests) + ", restarts in " + delay / NANOS_IN_SECOND + " s");
    }
    crashes.add(fault);
  }

  /** It has been started; returns the faults that are over with that. */
  List<Integer> started() {
    startsToCome--;
    if (startsToCome > 0 || crashes.isEmpty()) {
      return List.of();
    }
    List<Integer> over = List.copyOf(crashes);
    crashes.clear();
    note("is back");
    return over;
  }

  private static String lost(int requests) {
    return switch (requests) {
      case 0 -> "";
      case 1 -> " with 1 request";
      default -> " with " + requests + " requests";
    };
  }

  private void note(String what) {
    engine.tables().journal().note(engine.now(), server, what);
  }
}
