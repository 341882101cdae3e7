package org.fputlab.engine;

import akka.actor.ActorRef;
import akka.dispatch.Envelope;
import akka.dispatch.MessageQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The message queue of one actor: a lane for answers, a lane for requests, a gate before the
 * requests, and meters that cost the same whatever the depth.
 *
 * <p>A sender enqueues and then asks {@link #hasMessages}; the owner moves its gate while it
 * handles a message, and the dispatcher asks again when it is done. So no wake-up is lost, and a
 * request behind a closed gate causes none.
 */
public final class GatedQueue implements MessageQueue, Gate {

  private static final long OPEN = Long.MAX_VALUE;

  private static final long NONE = -1;

  private final String owner;
  private final int number;
  private final Carrier carrier;
  private final Touches touches;
  private final Lane answers;
  private final Lane requests;
  private long allowed = OPEN;
  private long lastTaken;
  private long keptSince = NONE;
  private boolean awaited = true;
  private boolean scheduled;
  private boolean isTasks;

  GatedQueue(
      String owner, int number, Carrier carrier, Touches touches, Lane answers, Lane requests) {
    this.owner = owner;
    this.number = number;
    this.carrier = carrier;
    this.touches = touches;
    this.answers = answers;
    this.requests = requests;
  }

  @Override
  public void enqueue(ActorRef receiver, Envelope envelope) {
    Object message = envelope.message();
    carrier.arrived();
    boolean isAnswer = MessageKind.of(message).passesGates();
    if (touches.areRecorded()) {
      touches.sent(this, isAnswer);
    }
    (isAnswer ? answers : requests).add(message, carrier.now());
  }

  @Override
  public @Nullable Envelope dequeue() {
    Object message = take();
    return message == null ? null : Envelope.apply(message, ActorRef.noSender());
  }

  /** Takes what its actor is to handle next, or null where there is nothing. */
  @Nullable Object take() {
    Object message = answers.poll();
    boolean isAnswer = message != null;
    long admitted = allowed;
    if (message == null) {
      message = pollRequest();
    }
    if (message == null) {
      return null;
    }
    if (touches.areRecorded()) {
      touches.handles(this, isAnswer, admitted > 0, !requests.isEmpty());
    }
    carrier.delivered(number, message);
    return message;
  }

  /** What its actor would handle next, or null where it has nothing to handle. */
  public @Nullable Object next() {
    Object message = answers.peek();
    return message != null || allowed == 0 ? message : requests.peek();
  }

  private @Nullable Object pollRequest() {
    long left = allowed;
    if (left == 0) {
      return null;
    }
    Object message = requests.poll();
    if (message != null) {
      lastTaken = carrier.now();
      if (left != OPEN) {
        allowed = left - 1;
      }
    }
    return message;
  }

  /** Whether the owner's next turn is on its way, or under way. */
  boolean isScheduled() {
    return scheduled;
  }

  void scheduled(boolean now) {
    scheduled = now;
  }

  @Override
  public boolean hasMessages() {
    return !answers.isEmpty() || (!requests.isEmpty() && allowed > 0);
  }

  @Override
  public int numberOfMessages() {
    return (int) Math.min(Integer.MAX_VALUE, answers.in() - answers.out() + inMailbox());
  }

  /** Messages left in a mailbox whose actor has ended with its run have no reader any more. */
  @Override
  public void cleanUp(ActorRef receiver, MessageQueue deadLetters) {
    answers.clear();
    requests.clear();
  }

  @Override
  public void open() {
    allowed = OPEN;
  }

  @Override
  public void close() {
    allowed = 0;
  }

  @Override
  public void admit(long more) {
    long left = allowed;
    if (left != OPEN) {
      allowed = left + more;
    }
  }

  @Override
  public void takeAll(Consumer<Object> each) {
    keptSince = NONE;
    for (long left = inMailbox(); left > 0; left--) {
      Object message = requests.poll();
      if (message == null) {
        throw new IllegalStateException(owner + " lost a request");
      }
      lastTaken = carrier.now();
      if (touches.areRecorded()) {
        touches.takes(this);
      }
      carrier.delivered(number, message);
      each.accept(message);
    }
  }

  @Override
  public void keepOnList(long since) {
    keptSince = since;
  }

  @Override
  public void nobodyWaits() {
    awaited = false;
  }

  @Override
  public void ownerMayBlock() {
    isTasks = true;
  }

  /** Whether it is a task's, which may block; else the owner is a subsystem, and never does. */
  public boolean isTasks() {
    return isTasks;
  }

  /** Whether the owner ever closes the gate: it stands open until then. */
  boolean isGated() {
    return allowed != OPEN;
  }

  /** Whether those who send to it wait for an answer. */
  public boolean isAwaited() {
    return awaited;
  }

  private long inMailbox() {
    return requests.in() - requests.out();
  }

  @Override
  public long depth() {
    return inMailbox() + (keptSince == NONE ? 0 : 1);
  }

  /** The owning actor's name within its run, as in {@code nfsd-3}. */
  public String owner() {
    return owner;
  }

  /** The mailbox's number in the run, in order of creation. */
  public int number() {
    return number;
  }

  @Override
  public long oldestAt() {
    return keptSince == NONE ? requests.oldestAt() : keptSince;
  }

  /** When the owner last took a request, in nanoseconds of the run. */
  public long lastTaken() {
    return lastTaken;
  }

  /** Requests that ever came. */
  public long in() {
    return requests.in();
  }

  /** Requests that were ever taken. */
  public long out() {
    return requests.out();
  }

  /** Whether a request that comes now would be handled. */
  public boolean isOpen() {
    return allowed > 0;
  }
}
