package org.fputlab.cluster;

import akka.actor.typed.ActorSystem;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LoneServer;

/** A server of a scenario that live runs of other programs can ask. */
public final class ServedServer implements AutoCloseable {

  private final ActorSystem<ServerHost.Command> system;
  private final LoneServer server;
  private final ServerFigures figures;
  private final CountDownLatch ended = new CountDownLatch(1);

  private ServedServer(
      ActorSystem<ServerHost.Command> system, LoneServer server, ServerFigures figures) {
    this.system = system;
    this.server = server;
    this.figures = figures;
  }

  /**
   * Listens from now on.
   *
   * @param name the server, which the scenario has
   * @param version which program this is
   * @param says tells the user who comes and goes
   */
  public static ServedServer open(
      Scenario scenario,
      String name,
      String version,
      Place listen,
      Security security,
      Consumer<String> says)
      throws CannotOpen {
    security.check(listen);
    ServerHost.Plan plan = new ServerHost.Plan(version, TextSum.of(scenario), name);
    LoneServer server =
        new LoneServer(Objects.requireNonNull(scenario.kernel().servers().get(name)));
    ServerFigures figures = new ServerFigures();
    try {
      return new ServedServer(
          Node.open(
              listen, security, ServerHost.create(plan, server, figures, says, System::nanoTime)),
          server,
          figures);
    } catch (CannotOpen taken) {
      server.close();
      throw taken;
    }
  }

  /** Where it listens. */
  public Place place() {
    return Node.place(system);
  }

  /** What it has done so far. */
  public ServerFigures figures() {
    return figures;
  }

  /** Waits until it is told to end. */
  public void await() throws InterruptedException {
    ended.await();
  }

  /** It is to end; from any thread. */
  public void end() {
    ended.countDown();
  }

  @Override
  public void close() {
    Node.close(system);
    server.close();
  }
}
