package org.fputlab.scenario.running;

import java.util.Optional;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Run;
import org.fputlab.engine.Tables;
import org.fputlab.fault.Switchboard;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Supervisors;

/**
 * A kernel that runs a scenario in some engine, with its supervisors and the faults of its
 * timeline.
 *
 * <p>The verdict comes from the supervisors alone: what the scenario expects is not looked at here.
 */
public final class Stage {

  private final Scenario scenario;
  private final RunOptions options;
  private final Engine engine;
  private final Run<Kernel.Command> run;
  private final Supervisors supervisors;
  private final Switchboard switchboard;
  private int changes;

  /** Sets the timers of supervisors and timeline. To be made before time begins. */
  public Stage(Scenario scenario, RunOptions options, Engine engine, Run<Kernel.Command> run) {
    this.scenario = scenario;
    this.options = options;
    this.engine = engine;
    this.run = run;
    this.supervisors = new Supervisors(engine.tables(), scenario.watch());
    this.switchboard = new Switchboard(engine, run.kernel(), machine(scenario, options), run::at);
    run.every(scenario.watch().sampleEvery(), () -> supervisors.sample(engine.now()));
    switchboard.schedule(scenario.faults());
  }

  /** The machine under the policy in force. */
  public static KernelSpec machine(Scenario scenario, RunOptions options) {
    return scenario.kernel().with(options.close());
  }

  Scenario scenario() {
    return scenario;
  }

  RunOptions options() {
    return options;
  }

  Supervisors supervisors() {
    return supervisors;
  }

  Switchboard switchboard() {
    return switchboard;
  }

  /** Has somebody outside change the run; what comes of it is {@link Change#make}'s. */
  int make(Change change) {
    int fault = change.make(this);
    if (change.changesCourse()) {
      changes++;
    }
    return fault;
  }

  /** A server that another program runs has served a call. */
  void served(String server, int life, long call) {
    run.kernel().tell(new Kernel.OnServer(server, new RemoteServer.Served(call, life)));
  }

  /** A server that another program runs was not heard of for so long. */
  void unheard(String server, long nanos) {
    switchboard.unheard(server, Math.max(0, engine.now() - nanos));
  }

  /** Changes the run as it was changed before: what was refused then is refused again. */
  void makeAgain(Change change) {
    try {
      make(change);
    } catch (IllegalArgumentException refused) {
      // The one who asked was told then, and the run went on without it.
    }
  }

  /** How often somebody outside changed the run. */
  int changes() {
    return changes;
  }

  /**
   * What the run came to. To be called once, at its end.
   *
   * @param atRest whether no message is on its way any more
   */
  public RunResult result(boolean atRest, Optional<LiveEnd> live) {
    Tables tables = engine.tables();
    long now = engine.now();
    if (atRest) {
      supervisors.sampleAtRest(now);
    } else {
      supervisors.sample(now);
    }
    return new RunResult(
        scenario,
        options.close(),
        options.seed(),
        now,
        now < options.duration() && !tables.standstill().hasHappened(),
        supervisors.verdict(now),
        supervisors.findings(now),
        tables.journal().events(),
        tables.gauges().of(Meters.OPEN_FILES).in(),
        tables.gauges().of(Meters.PENDING_CLOSES).out(),
        tables.gauges().of(Meters.PENDING_CLOSES).depth(),
        supervisors.drift(Meters.PENDING_CLOSES),
        tables.samples().of(Meters.CLOSER_WAIT).snapshot(),
        tables.samples().of(Meters.CLOSE_LAG).snapshot(),
        tables.samples().of(Meters.RPC_LATENCY).snapshot(),
        RunSeries.of(tables.samples()),
        RunUnfinished.of(tables.samples()),
        switchboard.hasChangedCourse(),
        run.steps(),
        run.traceHash(),
        switchboard.active(),
        live);
  }
}
