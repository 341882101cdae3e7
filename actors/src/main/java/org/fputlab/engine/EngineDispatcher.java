package org.fputlab.engine;

import akka.actor.ActorCell;
import akka.actor.ActorRef;
import akka.dispatch.Dispatcher;
import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.Envelope;
import akka.dispatch.Mailbox;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import akka.dispatch.TaskInvocation;
import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's dispatcher, except that it hands a mailbox with something to handle to the engine's {@link
 * Core}, for one message at a time. A message behind a closed gate queues nothing.
 */
public final class EngineDispatcher extends Dispatcher {

  private static final FiniteDuration NO_TIME = FiniteDuration.apply(0, TimeUnit.MILLISECONDS);

  private final Core core;

  private EngineDispatcher(MessageDispatcherConfigurator configurator, Config config, Core core) {
    super(
        configurator,
        config.getString("id"),
        1,
        Duration.Zero(),
        configurator.configureExecutor(),
        NO_TIME);
    this.core = core;
  }

  @Override
  public void dispatch(ActorCell receiver, Envelope invocation) {
    core.checkTurn();
    Mailbox mailbox = receiver.mailbox();
    mailbox.enqueue(receiver.self(), invocation);
    registerForExecution(mailbox, false, false);
  }

  @Override
  public boolean registerForExecution(
      Mailbox mailbox, boolean hasMessageHint, boolean hasSystemMessageHint) {
    if (mailbox.messageQueue() instanceof GatedQueue queue) {
      if (queue.isScheduled()
          || !mailbox.canBeScheduledForExecution(hasMessageHint, hasSystemMessageHint)) {
        return false;
      }
      queue.scheduled(true);
    } else if (!mailbox.canBeScheduledForExecution(hasMessageHint, hasSystemMessageHint)
        || !mailbox.setAsScheduled()) {
      return false;
    }
    core.runnable(mailbox, this);
    return true;
  }

  /**
   * Has a mailbox's actor handle one message, as {@link Mailbox#run} does. Turns come one at a
   * time, so that a gated mailbox needs none of the atomic operations by which Akka keeps threads
   * apart.
   */
  public static void turn(Mailbox mailbox) {
    if (!(mailbox.messageQueue() instanceof GatedQueue queue)) {
      mailbox.run();
      return;
    }
    try {
      if (mailbox.currentStatus() != Mailbox.Open() || mailbox.hasSystemMessages()) {
        mailbox.run();
      } else {
        handleNext(mailbox, queue);
      }
    } finally {
      queue.scheduled(false);
      mailbox.dispatcher().registerForExecution(mailbox, false, false);
    }
  }

  /** Whether a mailbox's next turn is Akka's own affair, as the start of an actor is. */
  public static boolean isHousekeeping(Mailbox mailbox) {
    return !(mailbox.messageQueue() instanceof GatedQueue)
        || mailbox.currentStatus() != Mailbox.Open()
        || mailbox.hasSystemMessages();
  }

  /** Has Akka do its own with a mailbox, whose actor handles none of its messages meanwhile. */
  public static void keepHouse(Mailbox mailbox) {
    if (!(mailbox.messageQueue() instanceof GatedQueue queue) || mailbox.isClosed()) {
      turn(mailbox);
      return;
    }
    try {
      mailbox.processAllSystemMessages();
    } finally {
      queue.scheduled(false);
      mailbox.dispatcher().registerForExecution(mailbox, false, false);
    }
  }

  private static void handleNext(Mailbox mailbox, GatedQueue queue) {
    Object next = queue.take();
    if (next != null) {
      if (!ReceiveTable.handle(mailbox.actor(), next)) {
        mailbox.actor().invoke(Envelope.apply(next, ActorRef.noSender()));
      }
      if (mailbox.hasSystemMessages()) {
        mailbox.processAllSystemMessages();
      }
    }
  }

  @Override
  public void executeTask(TaskInvocation invocation) {
    core.at(0, invocation, null);
  }

  @Override
  public void shutdown() {
    if (core.usesThreads()) {
      super.shutdown();
    }
  }

  /** Named in {@code config/sim.conf} and {@code config/live.conf}. */
  public static final class Configurator extends MessageDispatcherConfigurator {

    private final MessageDispatcher dispatcher;

    public Configurator(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
      String engine = prerequisites.settings().config().getString("fputlab.engine");
      this.dispatcher = new EngineDispatcher(this, config, Core.named(engine));
    }

    @Override
    public MessageDispatcher dispatcher() {
      return dispatcher;
    }
  }
}
