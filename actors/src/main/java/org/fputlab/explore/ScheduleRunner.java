package org.fputlab.explore;

import java.util.List;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Tables;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.fault.Switchboard;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.Foresight;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.watch.AtRest;
import org.jspecify.annotations.Nullable;

/**
 * Runs one schedule after another on one actor system, each to where nothing is left to do, and
 * says what is wrong with the machine then. Use from one thread only: the one that made it.
 */
public final class ScheduleRunner implements AutoCloseable {

  /**
   * How many turns a schedule may take, those of subsystems among them: some hundred times what
   * small scenarios need. One that does not end by then, though the order has been fair since
   * {@link FairTail#OWN_TURNS} turns of tasks and timers, is taken to spin.
   */
  public static final long MOST_TURNS = 200_000;

  private final SimEngine engine = new SimEngine();
  private @Nullable Setting explored;
  private @Nullable Foresight machine;

  /** The tables of the present schedule, and after it what it left there. */
  public Tables tables() {
    return engine.tables();
  }

  /**
   * Runs a schedule.
   *
   * @param seed what durations and other random numbers come from
   * @param strategy what comes next; it {@linkplain Strategy#explores explores}
   */
  public Ending run(Setting setting, long seed, Strategy strategy) {
    return run(setting, seed, strategy, Story.UNTOLD, RunListener.NONE);
  }

  /** The same where somebody listens, and is told of its beginning. */
  Ending run(Setting setting, long seed, Strategy strategy, Story story, RunListener listener) {
    Foresight machine = machine(setting);
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(
            kernel -> Kernel.create(kernel, machine, setting.limits(), asked -> {}),
            seed,
            strategy)) {
      new Switchboard(engine, run.kernel(), machine.spec(), run::at)
          .schedule(setting.scenario().faults());
      if (story != Story.UNTOLD) {
        engine.tables().steps().listen(story);
      }
      listener.begins(engine, run);
      Ending ending = run.toEnd(MOST_TURNS) ? ended(run) : endless(run);
      if (story != Story.UNTOLD) {
        story.ended(engine.tables());
      }
      return ending;
    } catch (EmulatorFailure failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      return new Ending(
          Ending.Kind.INVARIANT, String.valueOf(cause), List.of(), 0, 0, engine.now());
    }
  }

  /** What is explored is mostly the same as before. */
  private Foresight machine(Setting setting) {
    Foresight known = machine;
    if (known == null || !setting.equals(explored)) {
      known = new Foresight(setting.machine());
      machine = known;
      explored = setting;
    }
    return known;
  }

  private Ending ended(SimEngine.Run<?> run) {
    long now = engine.now();
    return Ending.atRest(AtRest.findings(engine.tables(), now), run.steps(), run.traceHash(), now);
  }

  private Ending endless(SimEngine.Run<?> run) {
    return new Ending(
        Ending.Kind.ENDLESS,
        "did not end within " + MOST_TURNS + " turns",
        List.of(),
        run.steps(),
        run.traceHash(),
        engine.now());
  }

  @Override
  public void close() {
    engine.close();
  }
}
