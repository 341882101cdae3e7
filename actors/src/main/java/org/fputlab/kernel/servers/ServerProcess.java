package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Message;
import org.fputlab.model.BackOff;

/**
 * The process of a server, under a supervisor of its own machine, as systemd is one (Restart= and
 * RestartSec=): it dies of a {@link ServerCrash} and is started again after a {@link BackOff}.
 * Whatever else ends it ends the run.
 *
 * <p>Leaves out its requests: the {@link RemoteServer} keeps them, and forgets them when the
 * process dies.
 */
public final class ServerProcess {

  /** What can happen to it. */
  public sealed interface Command extends Message permits Die {}

  /** It crashes. */
  enum Die implements Command, Ungated {
    INSTANCE
  }

  /** What a server's process dies of. */
  static final class ServerCrash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerCrash() {
      super("the server crashed", null, false, false);
    }
  }

  private ServerProcess() {}

  /** Tells {@code server} each time that it has been started. */
  static Behavior<Command> create(ActorRef<? super RemoteServer.Started> server) {
    return Behaviors.supervise(started(server)).onFailure(ServerCrash.class, withBackOff());
  }

  private static Behavior<Command> started(ActorRef<? super RemoteServer.Started> server) {
    return Behaviors.setup(
        context -> {
          server.tell(RemoteServer.Started.INSTANCE);
          return Behaviors.receive(Command.class)
              .onMessage(Die.class, ServerProcess::onDie)
              .build();
        });
  }

  private static Behavior<Command> onDie(Die crash) {
    throw new ServerCrash();
  }

  /** Without Akka's random factor: when it is started again must be the same in every run. */
  private static SupervisorStrategy withBackOff() {
    return SupervisorStrategy.restartWithBackoff(
            Duration.ofNanos(BackOff.FIRST_NANOS), Duration.ofNanos(BackOff.LONGEST_NANOS), 0)
        .withResetBackoffAfter(Duration.ofNanos(BackOff.FORGETS_AFTER_NANOS))
        .withLoggingEnabled(false);
  }
}
