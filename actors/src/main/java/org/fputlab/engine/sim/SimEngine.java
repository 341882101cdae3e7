package org.fputlab.engine.sim;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Mailboxes;
import org.fputlab.engine.Tables;

/**
 * Runs emulated kernels in virtual time on the calling thread, one after another on one actor
 * system. The same behavior, seed and strategy give the same run, whatever ran before.
 *
 * <p>Use from one thread only: the one that made it.
 */
public final class SimEngine implements Engine, AutoCloseable {

  private static final AtomicInteger ENGINES = new AtomicInteger();

  private final String name = "sim-" + ENGINES.incrementAndGet();
  private final SimCore core = new SimCore(name);
  private final Tables tables = new Tables(Mailboxes.singleThreaded(name, core));
  private final ActorSystem system;
  private long seed;
  private int runs;

  public SimEngine() {
    Config own = ConfigFactory.parseString("fputlab.engine = " + name);
    Config sim = ConfigFactory.parseResources("config/sim.conf");
    system =
        ActorSystem.create(
            name, own.withFallback(sim).withFallback(ConfigFactory.defaultReference()).resolve());
    core.settle();
  }

  /**
   * One run under way.
   *
   * @param <M> what its guardian can be told
   */
  public final class Run<M> implements AutoCloseable {

    private final ActorRef<M> kernel;

    private Run(ActorRef<M> kernel) {
      this.kernel = kernel;
    }

    /** The guardian. */
    public ActorRef<M> kernel() {
      return kernel;
    }

    /**
     * Lets virtual time pass until {@code nanos} after the start.
     *
     * @return whether anything was still to come
     */
    public boolean until(long nanos) {
      return core.runUntil(nanos);
    }

    /**
     * Calls {@code what} every {@code period} nanoseconds of virtual time, the first time after one
     * period.
     */
    public void every(long period, Runnable what) {
      core.at(
          period,
          new Runnable() {
            @Override
            public void run() {
              what.run();
              core.at(period, this, null);
            }
          },
          null);
    }

    /** Calls {@code what} at {@code nanos} after the start. */
    public void at(long nanos, Runnable what) {
      core.at(nanos - core.now(), what, null);
    }

    /** Calls {@code listener} with every message from now on, before it is handled. */
    public void onDelivery(Consumer<Object> listener) {
      core.listen(listener);
    }

    /** Messages handled so far. */
    public long steps() {
      return core.steps();
    }

    /** A hash of every delivery so far: which mailbox, which message, when. */
    public long traceHash() {
      return core.hash();
    }

    /** Asks the run to end where it is; may be called from any thread. */
    public void stop() {
      core.stop();
    }

    /** Whether the run was stopped or has failed. */
    public boolean isOver() {
      return core.isStopping() || core.failure() != null;
    }

    /** Ends the run and all its actors, and throws what made it fail, if anything did. */
    @Override
    public void close() {
      Throwable failure = core.failure();
      core.begin(Strategy.fifo());
      system.stop(Adapter.toClassic(kernel));
      core.drain();
      if (failure != null) {
        throw new EmulatorFailure(failure);
      }
    }
  }

  /**
   * Starts a run.
   *
   * @param kernel makes the guardian of the emulated kernel
   * @param runSeed what every random stream of the run comes from
   * @param strategy chooses among runnable mailboxes
   */
  public <M> Run<M> start(Function<Engine, Behavior<M>> kernel, long runSeed, Strategy strategy) {
    tables.clear();
    seed = runSeed;
    core.begin(strategy);
    Behavior<M> guardian = LoudGuardian.around(kernel.apply(this), core);
    return new Run<>(Adapter.spawn(system, guardian, "run-" + ++runs, gated()));
  }

  @Override
  public long now() {
    return core.now();
  }

  @Override
  public <M> void after(long nanos, ActorRef<M> to, M message) {
    core.at(nanos, Adapter.toClassic(to), message);
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Tables tables() {
    return tables;
  }

  @Override
  public void fail(Throwable cause) {
    core.fail(cause);
  }

  @Override
  public void close() {
    system.terminate();
    core.settle();
    core.forget();
    Mailboxes.forget(name);
  }
}
