package org.fputlab.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One JVM's part in a cluster: an actor system that listens, set up by {@code cluster.conf}. */
final class Node {

  private static final long ENDS_WITHIN_SECONDS = 3;

  private Node() {}

  /** Opens one, with this guardian. */
  static <T> ActorSystem<T> open(Place at, Security security, Behavior<T> guardian)
      throws CannotOpen {
    return open(security.systemName(), at, security, guardian);
  }

  static <T> ActorSystem<T> open(String name, Place at, Security security, Behavior<T> guardian)
      throws CannotOpen {
    Config own =
        ConfigFactory.parseMap(
            Map.of(
                "akka.remote.artery.canonical.hostname", at.host(),
                "akka.remote.artery.canonical.port", at.port()));
    Config config =
        ConfigFactory.systemProperties()
            .withFallback(own)
            .withFallback(security.config())
            .withFallback(ConfigFactory.parseResources("config/cluster.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    try {
      return ActorSystem.create(guardian, name, config);
    } catch (RuntimeException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new CannotOpen("cannot listen at " + at + ": " + cause.getMessage(), failed);
    }
  }

  /** Ends one, after what it still has to send, for a bounded time. */
  static void close(ActorSystem<?> system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      // it ends with the program
    }
  }

  /** Where the one listens that is called so. */
  static Address address(Place at, Security security) throws CannotOpen {
    return new Address("akka", security.systemName(), at.host(), at.port());
  }

  /** Where it listens, for a person to read. */
  static Place place(ActorSystem<?> system) {
    Address address = system.address();
    return new Place(
        address.getHost().orElse("?"), address.getPort().map(port -> (int) port).orElse(0));
  }
}
