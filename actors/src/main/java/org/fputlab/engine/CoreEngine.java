package org.fputlab.engine;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/** What engines have in common: an actor system that a {@link Core} drives, run after run. */
public abstract class CoreEngine implements Engine, AutoCloseable {

  private final String name;
  private final Core core;
  private final Tables tables;
  private long seed;
  private int runs;

  protected CoreEngine(String name, Core core) {
    this.name = name;
    this.core = core;
    core.register(name);
    this.tables = new Tables(Mailboxes.singleThreaded(name, core));
    tables.agenda().unforeseen(core::unforeseenTimers);
    core.count(tables.standstill());
  }

  /** The actor system of this engine's name, set up by {@code config/KIND.conf}. */
  protected static ActorSystem system(String name, String kind) {
    Config own = ConfigFactory.parseString("fputlab.engine = " + name);
    Config common = ConfigFactory.parseResources("config/" + kind + ".conf");
    return ActorSystem.create(
        name, own.withFallback(common).withFallback(ConfigFactory.defaultReference()).resolve());
  }

  /** Spawns the guardian of a run. To be called in a turn, when the core has begun. */
  protected final <M> ActorRef<M> spawn(
      ActorSystem system, Function<Engine, Behavior<M>> kernel, long runSeed) {
    tables.clear();
    seed = runSeed;
    Behavior<M> guardian = LoudGuardian.around(kernel.apply(this), core);
    return Adapter.spawn(system, guardian, "run-" + ++runs, gated());
  }

  @Override
  public final long now() {
    return core.now();
  }

  @Override
  public final <M> void after(long nanos, ActorRef<M> to, M message) {
    core.at(nanos, Adapter.toClassic(to), message);
  }

  @Override
  public final long seed() {
    return seed;
  }

  @Override
  public final Tables tables() {
    return tables;
  }

  @Override
  public final void fail(Throwable cause) {
    core.fail(cause);
  }

  @Override
  public final boolean isOver() {
    return core.isOver();
  }

  @Override
  public final boolean interruptsTasks() {
    return core.interruptsTasks();
  }

  @Override
  public final long sent() {
    return core.sent();
  }

  @Override
  public abstract void close();

  /** The engine has ended: its name is nobody's any more. */
  protected final void forgetName() {
    Core.forget(name);
    Mailboxes.forget(name);
  }

  /** What those who watch a run do at their time: it changes nothing by itself. */
  private final class Again implements Runnable, Foreseen {
    private final long period;
    private final Runnable what;

    Again(long period, Runnable what) {
      this.period = period;
      this.what = what;
    }

    @Override
    public void run() {
      what.run();
      core.at(period, this, null);
    }
  }

  /**
   * A fault that begins or ends, or the end of the run. Whom a fault holds up the tables say, and
   * no fault gives anything to those whom none holds up.
   */
  private record Once(Runnable what) implements Runnable, Foreseen {
    @Override
    public void run() {
      what.run();
    }
  }

  /**
   * A run of this engine, but for how it is driven.
   *
   * @param <M> what its guardian can be told
   */
  protected abstract class CoreRun<M> implements Run<M> {

    private final ActorRef<M> kernel;

    protected CoreRun(ActorRef<M> kernel) {
      this.kernel = kernel;
    }

    @Override
    public final ActorRef<M> kernel() {
      return kernel;
    }

    @Override
    public final void every(long period, Runnable what) {
      core.at(period, new Again(period, what), null);
    }

    @Override
    public final void at(long nanos, Runnable what) {
      core.at(nanos - core.now(), new Once(what), null);
    }

    @Override
    public final void onDelivery(Consumer<Object> listener) {
      core.listen(listener);
    }

    @Override
    public final long steps() {
      return core.steps();
    }

    @Override
    public final long traceHash() {
      return core.hash();
    }

    @Override
    public final boolean isOver() {
      return core.isOver();
    }
  }
}
