package org.fputlab.engine.sim;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.fputlab.engine.CoreEngine;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Engine;
import org.fputlab.engine.RecordingReader;

/**
 * Runs emulated kernels in virtual time on the calling thread, one after another on one actor
 * system. The same behavior, seed and strategy give the same run, whatever ran before.
 *
 * <p>Use from one thread only: the one that made it.
 */
public final class SimEngine extends CoreEngine {

  private static final AtomicInteger ENGINES = new AtomicInteger();

  private final SimCore core;
  private final ActorSystem system;

  public SimEngine() {
    this("sim-" + ENGINES.incrementAndGet());
  }

  private SimEngine(String name) {
    this(name, new SimCore());
  }

  private SimEngine(String name, SimCore core) {
    super(name, core);
    this.core = core;
    this.system = system(name, "sim");
    core.settle();
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

    /**
     * Lets virtual time pass until {@code nanos} after the start.
     *
     * @return whether anything was still to come
     */
    public boolean until(long nanos) {
      return core.runUntil(nanos);
    }

    /**
     * Explores the run to its end, where no message is on its way and no timer pending: to be used
     * with a strategy that {@linkplain Strategy#explores explores}.
     *
     * @param most how many turns it may take
     * @return whether it came to its end
     */
    public boolean toEnd(long most) {
      return core.toEnd(most);
    }

    /**
     * Takes turn after turn just as a live run took them.
     *
     * @return whether no message is on its way any more
     * @throws RecordingReader.Mismatch where a turn cannot be taken again
     */
    public boolean replay(RecordingReader turns, RecordingReader.Outside outside) {
      return core.replay(turns, outside);
    }

    /** Whether no message is on its way, as where it was not stopped in the middle. */
    public boolean isAtRest() {
      return core.isAtRest();
    }

    @Override
    public void stop() {
      core.stop();
    }

    @Override
    public void close() {
      Throwable failure = core.failure();
      core.begin(Strategy.fifo(), tables().mailboxes());
      core.stop();
      system.stop(Adapter.toClassic(kernel()));
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
   * @param seed what every random stream of the run comes from
   * @param strategy chooses among runnable mailboxes
   */
  public <M> Run<M> start(Function<Engine, Behavior<M>> kernel, long seed, Strategy strategy) {
    core.begin(strategy, tables().mailboxes());
    return new Run<>(spawn(system, kernel, seed));
  }

  @Override
  public void close() {
    system.terminate();
    core.settle();
    forgetName();
  }
}
