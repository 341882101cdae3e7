package org.fputlab.engine;

import akka.actor.ActorRef;
import akka.dispatch.Envelope;

/** Mailboxes without actors, for tests of those who watch them. */
public final class HandMadeMailboxes {

  private HandMadeMailboxes() {}

  /** Makes a mailbox as an engine would. */
  public static GatedQueue create(Mailboxes mailboxes, String owner) {
    return mailboxes.create(owner);
  }

  /** Puts a request into a mailbox. */
  public static void send(GatedQueue queue, Object request) {
    queue.enqueue(ActorRef.noSender(), Envelope.apply(request, ActorRef.noSender()));
  }
}
