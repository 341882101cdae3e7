package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.fputlab.model.ServerRequest;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.Elsewhere;

/** The servers of a live run that other programs run, each with the way to it. */
public final class ServersElsewhere implements Elsewhere, AutoCloseable {

  /**
   * Where they are.
   *
   * @param servers where each listens, by its name
   * @param listen where this program listens for what they answer
   * @param version which program this is
   * @param speed seconds of the run that pass in one of real time
   * @param patience how long to wait for each to be there
   */
  public record Plan(
      Map<String, Place> servers, Place listen, String version, double speed, Duration patience) {}

  private final ActorSystem<Void> system;
  private final Map<String, ActorRef<ServerLink.Command>> links = new LinkedHashMap<>();

  private ServersElsewhere(ActorSystem<Void> system) {
    this.system = system;
  }

  /**
   * Finds them, and presents the run to them.
   *
   * @param says tells the user of servers that come back and will not have the run any more
   * @throws CannotOpen where one is not there, or will not have it
   */
  public static ServersElsewhere open(
      Scenario scenario, Plan plan, Security security, Consumer<String> says)
      throws CannotOpen, InterruptedException {
    security.check(plan.listen());
    security.check(plan.servers().values().toArray(Place[]::new));
    ServersElsewhere all =
        new ServersElsewhere(Node.open(plan.listen(), security, Behaviors.empty()));
    Map<String, CompletableFuture<String>> refusals = new LinkedHashMap<>();
    try {
      for (String server : plan.servers().keySet()) {
        refusals.put(server, all.link(scenario, plan, security, server, says));
      }
      for (String server : plan.servers().keySet()) {
        checkThere(server, plan, Objects.requireNonNull(refusals.get(server)));
      }
      return all;
    } catch (CannotOpen | InterruptedException | RuntimeException failed) {
      all.close();
      throw failed;
    }
  }

  private CompletableFuture<String> link(
      Scenario scenario, Plan plan, Security security, String server, Consumer<String> says)
      throws CannotOpen {
    Place there = Objects.requireNonNull(plan.servers().get(server));
    ActorRef<ServerHost.Command> host =
        ActorRefResolver.get(system).resolveActorRef(Node.address(there, security) + "/user");
    ServerHost.Plan wanted = new ServerHost.Plan(plan.version(), TextSum.of(scenario), server);
    String name = Node.place(system).toString();
    String run = name + "-" + Long.toHexString(system.startTime());
    CompletableFuture<String> refusal = new CompletableFuture<>();
    links.put(
        server,
        system.systemActorOf(
            ServerLink.create(
                new ServerLink.Plan(wanted, run, name, plan.speed()),
                host,
                refusal,
                says,
                System::nanoTime),
            "link-" + server,
            Props.empty()));
    return refusal;
  }

  private static void checkThere(String server, Plan plan, CompletableFuture<String> refusal)
      throws CannotOpen, InterruptedException {
    Place there = Objects.requireNonNull(plan.servers().get(server));
    try {
      String why = refusal.get(plan.patience().toMillis(), TimeUnit.MILLISECONDS);
      if (!why.isEmpty()) {
        throw new CannotOpen("%s at %s refuses this run: %s".formatted(server, there, why));
      }
    } catch (TimeoutException nobody) {
      throw new CannotOpen(
          "nobody answers for %s at %s within %d s. Start it with%n  fputlab serve FILE %s --listen %s"
              .formatted(server, there, plan.patience().toSeconds(), server, there),
          nobody);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible.getCause());
    }
  }

  @Override
  public Set<String> servers() {
    return links.keySet();
  }

  @Override
  public void ask(ServerRequest request) {
    Objects.requireNonNull(links.get(request.server())).tell(new ServerLink.Ask(request));
  }

  @Override
  public void begin(Inbox inbox) {
    links.values().forEach(link -> link.tell(new ServerLink.Begin(inbox)));
  }

  @Override
  public void close() {
    links.values().forEach(link -> link.tell(new ServerLink.End()));
    Node.close(system);
  }
}
