package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gate;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Unfinished;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Items;
import org.fputlab.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a sunrpc service: which are idle, and which call each one serves.
 *
 * <p>Mirrors {@code svc_pool} (include/linux/sunrpc/svc.h, v6.8: the last thread to go idle is
 * woken first). The gate of the owner's mailbox lets through as many calls as threads are idle, so
 * that the pool's queue is the mailbox. Leaves out transports and per-node pools.
 */
public final class ServicePool {

  private final Engine engine;
  private final Gate gate;
  private final ActorLog log;
  private final Samples latency;
  private final List<ActorRef<Task.Command>> threads = new ArrayList<>();
  private final List<@Nullable Rpc> serving = new ArrayList<>();
  private final Deque<Integer> idle = new ArrayDeque<>();
  private final Deque<Rpc> returned = new ArrayDeque<>();

  ServicePool(Engine engine, Gate gate, ActorLog log) {
    this.engine = engine;
    this.log = log;
    this.gate = gate;
    this.latency = engine.tables().samples().of(Meters.RPC_LATENCY);
    latency.begunIn(this::unanswered);
    gate.close();
  }

  /** The calls that are being served, and those that wait for a thread. */
  private Unfinished unanswered() {
    Unfinished calls = Unfinished.NONE;
    for (Rpc rpc : serving) {
      calls = rpc == null ? calls : calls.and(rpc.sentAt());
    }
    for (Rpc rpc : returned) {
      calls = calls.and(rpc.sentAt());
    }
    long waiting = gate.depth();
    return waiting == 0 ? calls : calls.and(new Unfinished(waiting, gate.oldestAt()));
  }

  void add(ActorRef<Task.Command> thread) {
    threads.add(thread);
    serving.add(null);
    markIdle(threads.size() - 1);
  }

  /** Gives a call that the gate let through to the thread that went idle last. */
  void serve(Rpc rpc) {
    Integer thread = idle.pollFirst();
    if (thread == null) {
      returned.add(rpc);
    } else {
      give(thread, rpc);
    }
  }

  private void give(int thread, Rpc rpc) {
    serving.set(thread, rpc);
    if (log.isOn()) {
      log.debug("a call goes to thread " + thread + ", " + gate.depth() + " wait");
    }
    threads
        .get(thread)
        .tell(new Task.Run(rpc.op(), rpc.mount(), rpc.key(), rpc.serves(), Items.NONE));
  }

  /** The thread's call, if it served one, is answered; returns whether it did. */
  boolean replied(int thread) {
    Rpc rpc = serving.get(thread);
    if (rpc == null) {
      return false;
    }
    serving.set(thread, null);
    latency.record(engine.now() - rpc.sentAt());
    if (log.isOn()) {
      log.debug("thread " + thread + " has answered after " + micros(rpc.sentAt()) + " us");
    }
    ActorRef<? super Rpc.RpcReplied> replyTo = rpc.replyTo();
    if (replyTo != null) {
      replyTo.tell(new Rpc.RpcReplied(rpc.id()));
    }
    return true;
  }

  private long micros(long since) {
    return (engine.now() - since) / 1000;
  }

  /** The thread can take the next call. */
  void markIdle(int thread) {
    Rpc rpc = returned.pollFirst();
    if (rpc != null) {
      give(thread, rpc);
      return;
    }
    idle.addFirst(thread);
    gate.admit(1);
  }

  /** The thread has ended; a call it was given but did not start goes to another. */
  void exited(int thread) {
    if (idle.remove(thread)) {
      gate.admit(-1);
    }
    Rpc rpc = serving.set(thread, null);
    if (rpc != null) {
      Integer other = idle.pollFirst();
      if (other == null) {
        returned.add(rpc);
      } else {
        gate.admit(-1);
        give(other, rpc);
      }
    }
  }

  /** Takes an idle thread for work that is no call; returns whether there was one. */
  boolean wake(Path path, Items files) {
    Integer thread = idle.pollFirst();
    if (thread == null) {
      return false;
    }
    gate.admit(-1);
    run(thread, path, files);
    return true;
  }

  /** Gives a thread that is not idle further work that is no call. */
  void run(int thread, Path path, Items files) {
    threads.get(thread).tell(new Task.Run(path, 0, 0, null, files));
  }

  /** Whether calls wait for a thread. */
  boolean isBehind() {
    return !returned.isEmpty() || gate.depth() > 0;
  }

  boolean isIdle() {
    return !idle.isEmpty();
  }
}
