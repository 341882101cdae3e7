package org.fputlab.engine.sim;

import akka.actor.ActorCell;
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
 * A dispatcher without threads: it queues a mailbox that has something to handle, and the simulated
 * engine runs one mailbox at a time for one message. A message behind a closed gate queues nothing.
 */
public final class SimDispatcher extends Dispatcher {

  private static final FiniteDuration NO_TIME = FiniteDuration.apply(0, TimeUnit.MILLISECONDS);

  private final SimCore core;

  SimDispatcher(MessageDispatcherConfigurator configurator, Config config, SimCore core) {
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
    core.checkThread();
    Mailbox mailbox = receiver.mailbox();
    mailbox.enqueue(receiver.self(), invocation);
    registerForExecution(mailbox, false, false);
  }

  @Override
  public boolean registerForExecution(
      Mailbox mailbox, boolean hasMessageHint, boolean hasSystemMessageHint) {
    if (mailbox.canBeScheduledForExecution(hasMessageHint, hasSystemMessageHint)
        && mailbox.setAsScheduled()) {
      core.runnable(mailbox);
      return true;
    }
    return false;
  }

  @Override
  public void executeTask(TaskInvocation invocation) {
    core.at(0, invocation, null);
  }

  @Override
  public void shutdown() {}

  /** Named in {@code config/sim.conf}. */
  public static final class Configurator extends MessageDispatcherConfigurator {

    private final MessageDispatcher dispatcher;

    public Configurator(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
      String engine = prerequisites.settings().config().getString("fputlab.engine");
      this.dispatcher = new SimDispatcher(this, config, SimCore.named(engine));
    }

    @Override
    public MessageDispatcher dispatcher() {
      return dispatcher;
    }
  }
}
