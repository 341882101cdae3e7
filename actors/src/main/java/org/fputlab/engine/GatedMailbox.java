package org.fputlab.engine;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;
import com.typesafe.config.Config;
import scala.Option;

/**
 * Makes a {@link GatedQueue} for each actor of a run, from configuration, in whichever engine runs
 * it.
 */
public final class GatedMailbox implements MailboxType, ProducesMessageQueue<GatedQueue> {

  /** Where configuration says this mailbox is defined. */
  public static final String ID = "fputlab.mailbox";

  private final Mailboxes mailboxes;

  public GatedMailbox(ActorSystem.Settings settings, Config config) {
    this.mailboxes = Mailboxes.named(settings.config().getString("fputlab.engine"));
  }

  @Override
  public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
    return mailboxes.create(owner.get().path().name());
  }
}
