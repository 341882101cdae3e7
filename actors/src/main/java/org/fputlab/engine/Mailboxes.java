package org.fputlab.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every gated mailbox of the present run, in order of creation. */
public final class Mailboxes {

  /**
   * Akka makes mailboxes from configuration, which can carry no object: engines are found by name.
   */
  private static final Map<String, Mailboxes> ENGINES = new ConcurrentHashMap<>();

  private final Carrier carrier;
  private final Supplier<Lane> lanes;
  private final Touches touches = new Touches();
  private final Map<String, GatedQueue> queues = Collections.synchronizedMap(new LinkedHashMap<>());
  private @Nullable List<GatedQueue> all;

  private Mailboxes(Carrier carrier, Supplier<Lane> lanes) {
    this.carrier = carrier;
    this.lanes = lanes;
  }

  /** Registers the mailboxes of an engine whose actors all run on one thread. */
  public static Mailboxes singleThreaded(String engine, Carrier carrier) {
    Mailboxes mailboxes = new Mailboxes(carrier, ChunkedLane::new);
    ENGINES.put(engine, mailboxes);
    return mailboxes;
  }

  static Mailboxes named(String engine) {
    Mailboxes mailboxes = ENGINES.get(engine);
    if (mailboxes == null) {
      throw new IllegalStateException("no engine named " + engine);
    }
    return mailboxes;
  }

  /** Forgets the engine. */
  static void forget(String engine) {
    ENGINES.remove(engine);
  }

  GatedQueue create(String owner) {
    synchronized (queues) {
      GatedQueue queue =
          new GatedQueue(owner, queues.size(), carrier, touches, lanes.get(), lanes.get());
      queues.put(owner, queue);
      all = null;
      return queue;
    }
  }

  /** What turns touch. */
  public Touches touches() {
    return touches;
  }

  /** Forgets the mailboxes of the run before. */
  public void clear() {
    touches.clear();
    synchronized (queues) {
      queues.clear();
      all = null;
    }
  }

  /** The mailboxes of the run, in order of creation. */
  public List<GatedQueue> all() {
    synchronized (queues) {
      if (all == null) {
        all = List.copyOf(queues.values());
      }
      return all;
    }
  }

  /** How many there are by now. Safe from any thread. */
  public int count() {
    return queues.size();
  }

  /** The number of the mailbox of the actor of this name, or -1 where it has none. */
  public int numberOf(String owner) {
    GatedQueue queue = queues.get(owner);
    return queue == null ? -1 : queue.number();
  }

  /** The mailbox of the actor of this name. */
  public GatedQueue of(String owner) {
    GatedQueue queue = queues.get(owner);
    if (queue == null) {
      throw new IllegalStateException("no mailbox of " + owner);
    }
    return queue;
  }
}
