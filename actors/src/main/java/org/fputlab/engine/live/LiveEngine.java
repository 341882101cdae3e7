package org.fputlab.engine.live;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fputlab.engine.CoreEngine;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Pace;
import org.fputlab.engine.Turns;
import org.jspecify.annotations.Nullable;

/**
 * Runs emulated kernels on the wall clock, one after another on one actor system, with Akka's own
 * dispatcher threads and scheduler.
 */
public final class LiveEngine extends CoreEngine {

  private static final AtomicInteger ENGINES = new AtomicInteger();

  private final RealTimer timer;
  private final LiveCore core;
  private final ActorSystem system;

  public LiveEngine() {
    this(
        "live-" + ENGINES.incrementAndGet(),
        new RealTimer(
            ConfigFactory.parseResources("config/live.conf")
                .withFallback(ConfigFactory.defaultReference())
                .resolve()));
  }

  private LiveEngine(String name, RealTimer timer) {
    this(name, timer, new LiveCore(timer));
  }

  private LiveEngine(String name, RealTimer timer, LiveCore core) {
    super(name, core);
    this.timer = timer;
    this.core = core;
    this.system = core.inTurn(() -> system(name, "live"));
    core.awaitQuiet();
  }

  /**
   * One run under way.
   *
   * @param <M> what its guardian can be told
   */
  public final class Run<M> extends CoreRun<M> {

    private Run(ActorRef<M> kernel) {
      super(kernel);
    }

    /** Does {@code what} between two messages and returns what comes of it; from any thread. */
    public <T extends @Nullable Object> T between(Supplier<T> what) {
      return core.inTurn(what);
    }

    /**
     * The same for what changes the run.
     *
     * @param change what is done, as a recording has it
     */
    public <T extends @Nullable Object> T changed(String change, Supplier<T> what) {
      return core.inTurn(
          () -> {
            core.fromOutside(change);
            return what.get();
          });
    }

    /** The same without waiting for it, and without a word where the run is over. */
    public void changedSoon(String change, Runnable what) {
      core.soon(
          () -> {
            core.fromOutside(change);
            what.run();
          });
    }

    /** Waits until the run was stopped or has failed. */
    public void await() throws InterruptedException {
      core.awaitEnd();
    }

    /** Throws what made the run fail, if anything did. */
    public void throwIfFailed() {
      Throwable failure = core.failure();
      if (failure != null) {
        throw new EmulatorFailure(failure);
      }
    }

    /** Ends the recording; returns whether no message was on its way when the run ended. */
    public boolean ended() {
      return core.inTurn(core::ended);
    }

    /** How the run keeps up with the wall clock. */
    public Pace pace() {
      return core.inTurn(core::pace);
    }

    @Override
    public void stop() {
      core.stop();
      core.inTurn(() -> true);
    }

    @Override
    public void close() {
      Throwable failure = core.failure();
      core.inTurn(
          () -> {
            core.end();
            system.stop(Adapter.toClassic(kernel()));
            return true;
          });
      core.awaitQuiet();
      if (failure != null) {
        throw new EmulatorFailure(failure);
      }
    }
  }

  /**
   * Starts a run and waits until all its actors have started.
   *
   * @param kernel makes the guardian of the emulated kernel
   * @param seed what every random stream of the run comes from
   * @param speed seconds of the run that pass in one of real time
   * @param turns who hears of every turn
   * @param ready does what is to be done before time begins, as to set the timers of the run
   */
  public <M> Run<M> start(
      Function<Engine, Behavior<M>> kernel,
      long seed,
      double speed,
      Turns turns,
      java.util.function.Consumer<Run<M>> ready) {
    Run<M> run =
        core.inTurn(
            () -> {
              core.begin(speed, turns);
              Run<M> fresh = new Run<>(spawn(system, kernel, seed));
              ready.accept(fresh);
              return fresh;
            });
    core.awaitQuiet();
    return run;
  }

  @Override
  public void close() {
    core.inTurn(
        () -> {
          system.terminate();
          return true;
        });
    core.awaitQuiet();
    timer.close();
    forgetName();
  }
}
