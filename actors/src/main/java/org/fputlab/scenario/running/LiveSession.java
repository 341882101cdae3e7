package org.fputlab.scenario.running;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Journal;
import org.fputlab.engine.RecordingWriter;
import org.fputlab.engine.Tables;
import org.fputlab.engine.Turns;
import org.fputlab.engine.live.LiveEngine;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Switchboard;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Snapshots;
import org.jspecify.annotations.Nullable;

/** One live run from its start to its report. */
public final class LiveSession implements LiveRun, Elsewhere.Inbox, AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 100;

  private final LiveEngine engine;
  private final LiveEngine.Run<Kernel.Command> run;
  private final Stage stage;
  private final Snapshots snapshots;
  private final LiveRunner.Way way;
  private final @Nullable RecordingWriter recording;
  private final List<LiveListener> listeners;
  private final Map<String, Finding> found = new LinkedHashMap<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fputlab-look");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ScheduledFuture<?> looking;
  private volatile LiveState state;
  private volatile boolean closed;

  private LiveSession(
      LiveEngine engine,
      LiveEngine.Run<Kernel.Command> run,
      Stage stage,
      LiveRunner.Way way,
      @Nullable RecordingWriter recording,
      List<LiveListener> listeners) {
    this.engine = engine;
    this.run = run;
    this.stage = stage;
    this.way = way;
    this.recording = recording;
    this.listeners = listeners;
    this.snapshots = new Snapshots(engine.tables(), stage.supervisors());
    this.state = run.between(this::look);
  }

  static LiveSession start(
      LiveEngine engine,
      Scenario scenario,
      RunOptions options,
      LiveRunner.Way way,
      @Nullable RecordingWriter recording,
      LiveListener listener) {
    List<LiveListener> listeners = new CopyOnWriteArrayList<>(List.of(listener));
    Stage[] staged = new Stage[1];
    LiveEngine.Run<Kernel.Command> run =
        engine.start(
            kernel ->
                Kernel.create(
                    kernel, Stage.machine(scenario, options), RunLimits.NONE, way.elsewhere()::ask),
            options.seed(),
            way.speed(),
            recording == null ? Turns.UNHEARD : recording,
            fresh -> {
              engine.tables().journal().listen(event -> listeners.forEach(one -> one.event(event)));
              staged[0] = new Stage(scenario, options, engine, fresh);
              fresh.at(options.duration(), fresh::stop);
              if (recording != null) {
                recording.onFailure(fresh::stop);
              }
            });
    LiveSession session =
        new LiveSession(engine, run, Objects.requireNonNull(staged[0]), way, recording, listeners);
    session.lookFromNowOn();
    way.elsewhere().begin(session);
    return session;
  }

  private void lookFromNowOn() {
    looking =
        looks.scheduleWithFixedDelay(
            this::lookAgain, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    try {
      tellState();
    } catch (Throwable broken) {
      engine.fail(broken);
      run.stop();
    }
  }

  private LiveState look() {
    Tables tables = engine.tables();
    return new LiveState(
        snapshots.take(engine.now()),
        run.pace(),
        tables.gauges().of(Meters.OPEN_FILES).in(),
        tables.gauges().of(Meters.PENDING_CLOSES).out(),
        tables.gauges().of(Meters.PENDING_CLOSES).depth(),
        stage.supervisors().drift(Meters.PENDING_CLOSES),
        tables.samples().of(Meters.CLOSER_WAIT).snapshot(),
        tables.samples().of(Meters.CLOSE_LAG).snapshot(),
        tables.samples().of(Meters.RPC_LATENCY).snapshot(),
        stage.switchboard().active(),
        run.isOver());
  }

  private void tellState() {
    LiveState fresh = run.between(this::look);
    state = fresh;
    synchronized (found) {
      for (Finding finding : fresh.machine().findings()) {
        Finding known = found.put(finding.key(), finding);
        if (known == null || !finding.headline().equals(known.headline())) {
          listeners.forEach(listener -> listener.finding(finding));
        }
      }
    }
    listeners.forEach(listener -> listener.state(fresh));
  }

  /** Waits until the run is over, and says what it came to. */
  public RunResult await() throws InterruptedException {
    run.await();
    lookNoMore();
    run.throwIfFailed();
    boolean atRest = run.ended();
    String file = way.recording().map(String::valueOf).orElse("");
    LiveEnd end = new LiveEnd(Optional.of(state.pace()), stage.changes(), file, recordingFailure());
    RunResult result = run.between(() -> stage.result(atRest, Optional.of(end)));
    if (recording != null) {
      recording.outcome(Recording.outcome(result));
      recording.close();
    }
    tellState();
    return result;
  }

  /** Why the recording has not all of the run; to be asked for after its end. */
  public Optional<String> recordingFailure() {
    return Optional.ofNullable(recording)
        .flatMap(RecordingWriter::failure)
        .map(why -> String.valueOf(why.getMessage()));
  }

  private void lookNoMore() throws InterruptedException {
    if (looking != null) {
      looking.cancel(false);
    }
    looks.shutdown();
    if (!looks.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a look at the run does not end");
    }
  }

  @Override
  public Scenario scenario() {
    return stage.scenario();
  }

  @Override
  public RunOptions options() {
    return stage.options();
  }

  @Override
  public LiveState state() {
    return state;
  }

  @Override
  public void follow(LiveListener listener) {
    synchronized (found) {
      run.between(
          () -> {
            tellAgain(listener);
            return listeners.add(listener);
          });
    }
  }

  /** Tells what others were told before, in the order in which it came. */
  private void tellAgain(LiveListener listener) {
    Deque<Finding> findings =
        found.values().stream()
            .sorted(Comparator.comparingLong(Finding::at))
            .collect(Collectors.toCollection(ArrayDeque::new));
    for (Journal.Event event : engine.tables().journal().events()) {
      while (!findings.isEmpty() && findings.element().at() < event.at()) {
        listener.finding(findings.remove());
      }
      listener.event(event);
    }
    findings.forEach(listener::finding);
  }

  @Override
  public void unfollow(LiveListener listener) {
    listeners.remove(listener);
  }

  @Override
  public int inject(FaultSpec fault) {
    return make(new Change.Inject(fault));
  }

  @Override
  public boolean lift(int fault) {
    return make(new Change.Lift(fault)) > 0;
  }

  private int make(Change change) {
    return run.changed(change.text(), () -> stage.make(change));
  }

  @Override
  public void served(String server, int life, long call) {
    makeSoon(new Change.Served(server, life, call));
  }

  @Override
  public void unheard(String server, long nanos) {
    makeSoon(new Change.Unheard(server, nanos));
  }

  @Override
  public void heard(String server, boolean forgets) {
    makeSoon(new Change.Heard(server, forgets));
  }

  private void makeSoon(Change change) {
    if (!closed) {
      run.changedSoon(change.text(), () -> stage.make(change));
    }
  }

  @Override
  public List<Integer> liftAll() {
    List<Integer> lifted = new ArrayList<>();
    for (Switchboard.Active fault : run.between(() -> stage.switchboard().active())) {
      if (lift(fault.id())) {
        lifted.add(fault.id());
      }
    }
    return lifted;
  }

  @Override
  public List<String> waitTree(String task) {
    return run.between(() -> snapshots.waitTree(task, engine.now()));
  }

  @Override
  public void logLevelsChanged() {
    run.between(
        () -> {
          engine.tables().logs().forEach(ActorLog::refresh);
          return true;
        });
  }

  @Override
  public void stop() {
    run.stop();
  }

  @Override
  public void close() {
    closed = true;
    looks.shutdownNow();
    run.close();
  }
}
