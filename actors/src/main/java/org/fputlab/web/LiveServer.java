package org.fputlab.web;

import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.fputlab.scenario.running.LiveRun;

/**
 * A live run on a port: what can be seen of it and done to it over HTTP, as {@code docs/http.md}
 * says. It runs on an actor system of its own, so that no message of it gets among those of the
 * emulated kernel.
 */
public final class LiveServer implements AutoCloseable {

  /** Requests that change something, in a second. */
  static final int CHANGES_PER_SECOND = 50;

  private static final Duration TICK = Duration.ofMillis(25);
  private static final double SECONDS_PER_TICK = TICK.toNanos() / 1e9;

  private static final long TICKS_PER_SECOND = 40;

  /** How often a stream says that it is still there. */
  private static final long TICKS_PER_BEAT = 10 * TICKS_PER_SECOND;

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final LiveRun run;
  private final ActorSystem system;
  private final EventRing ring;
  private final RunEvents events;
  private final LogTap log;
  private final Allowance changes = new Allowance(CHANGES_PER_SECOND);
  private final AtomicLong ticks = new AtomicLong();
  private final ServerBinding binding;

  private LiveServer(LiveRun run, String bind, int port, Optional<String> token, LogLevels levels)
      throws IOException {
    this.run = run;
    Config own = ConfigFactory.parseResources("config/web.conf");
    system =
        ActorSystem.create(
            "fputlab-web", own.withFallback(ConfigFactory.defaultReference()).resolve());
    ring = new EventRing(system.dispatcher());
    Past past = new Past();
    events = new RunEvents(run, levels, ring, past);
    log = new LogTap(ring);
    List<Endpoint> endpoints = endpoints(run, levels, ring, past);
    binding = bound(bind, port, endpoints, token);
    system.scheduler().scheduleAtFixedRate(TICK, TICK, this::tick, system.dispatcher());
    log.open();
    run.follow(events);
    events.state(run.state());
  }

  /**
   * Opens the port.
   *
   * @param bind the address to listen at, as in {@code 127.0.0.1}
   * @param port 0 for any that is free
   * @param token what everybody who asks must know; needed where others can reach the address
   * @throws PortInUse if somebody listens there already
   * @throws IOException if the address is none of this machine's
   */
  public static LiveServer start(
      LiveRun run, String bind, int port, Optional<String> token, LogLevels levels)
      throws IOException {
    return new LiveServer(run, bind, port, token, levels);
  }

  /**
   * Finds out whether {@link #start} could open the port, without opening it.
   *
   * @throws PortInUse if somebody listens there already
   * @throws IOException if the address is none of this machine's
   */
  public static void refuseTakenPort(String bind, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(bind, port));
    } catch (BindException taken) {
      throw told(bind, port, taken);
    }
  }

  static List<Endpoint> endpoints(LiveRun run, LogLevels levels, EventRing ring, Past past) {
    return Stream.of(
            new Views(run, levels, ring, past).endpoints(), new Changes(run, levels).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  private ServerBinding bound(
      String bind, int port, List<Endpoint> endpoints, Optional<String> token) throws IOException {
    try {
      InetSocketAddress address = new InetSocketAddress(bind, port);
      if (address.isUnresolved()) {
        throw new IOException("there is no address " + bind);
      }
      if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
        throw new IOException("others can reach " + bind + ": it takes a token");
      }
      Admission admission = new Admission(bind, address, token);
      Materializer materializer = SystemMaterializer.get(system).materializer();
      Router router = new Router(endpoints, admission, changes, materializer);
      return waited(Http.get(system).newServerAt(bind, port).bind(router::answer));
    } catch (CompletionException failed) {
      stopSystem();
      throw told(bind, port, failed);
    } catch (IOException refused) {
      stopSystem();
      throw refused;
    }
  }

  private static IOException told(String bind, int port, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = String.valueOf(root.getMessage());
    return root instanceof BindException && why.contains("in use")
        ? new PortInUse(bind, port, failure)
        : new IOException("cannot listen at " + bind + ", port " + port + ": " + why, failure);
  }

  private void tick() {
    changes.refill(SECONDS_PER_TICK);
    log.refill(SECONDS_PER_TICK);
    long tick = ticks.incrementAndGet();
    if (tick % TICKS_PER_SECOND == 0) {
      events.tellWorse();
    }
    ring.tick(tick % TICKS_PER_BEAT == 0);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /** Closes the port; streams that are behind get a moment to come to the end of a run. */
  @Override
  public void close() {
    run.unfollow(events);
    log.close();
    ring.close();
    ring.tick(true);
    waited(binding.terminate(LAST_WORDS));
    stopSystem();
  }

  private void stopSystem() {
    system.terminate();
    waited(system.getWhenTerminated());
  }

  private static <T> T waited(CompletionStage<T> stage) {
    try {
      return stage
          .toCompletableFuture()
          .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof TimeoutException) {
        throw new IllegalStateException("the server does not answer", failed);
      }
      throw failed;
    }
  }
}
