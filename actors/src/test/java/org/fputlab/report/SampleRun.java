package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Pace;
import org.fputlab.engine.Series;
import org.fputlab.engine.Unfinished;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Switchboard;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.scenario.Hazard;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveEnd;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.RunSeries;
import org.fputlab.scenario.running.RunUnfinished;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.fputlab.watch.WatchSpec;

/** A run made by hand. */
public final class SampleRun {

  public static final long SECOND = 1_000_000_000L;
  public static final long DURATION = 60 * SECOND;

  private final ClosePolicy close;
  private final Map<ClosePolicy, Verdict> expect = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Journal.Event> events = new ArrayList<>();
  private final List<FaultSpec> faults = new ArrayList<>();
  private final List<Switchboard.Active> atWork = new ArrayList<>();
  private Optional<LiveEnd> live = Optional.empty();
  private Verdict verdict = Verdict.OK;
  private String file = "scenarios/nfsd/sample.conf";
  private long pending;
  private double growth;
  private long waitNanos = 1_000;
  private long lagNanos = 2_000_000;
  private long rpcNanos = 3_000_000;
  private RunUnfinished unfinished =
      new RunUnfinished(Unfinished.NONE, Unfinished.NONE, Unfinished.NONE);
  private boolean changedCourse;
  private boolean interrupted;
  private boolean empty;

  private SampleRun(ClosePolicy close) {
    this.close = close;
  }

  public static SampleRun under(ClosePolicy close) {
    return new SampleRun(close);
  }

  public SampleRun verdict(Verdict word) {
    verdict = word;
    return this;
  }

  public SampleRun expects(ClosePolicy policy, Verdict word) {
    expect.put(policy, word);
    return this;
  }

  public SampleRun file(String name) {
    file = name;
    return this;
  }

  SampleRun backlog(long end, double perSecond) {
    pending = end;
    growth = perSecond;
    return this;
  }

  SampleRun times(long wait, long lag, long rpc) {
    waitNanos = wait;
    lagNanos = lag;
    rpcNanos = rpc;
    return this;
  }

  SampleRun finding(Finding.Kind kind, String headline, Verdict implies, String... details) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("depth", 17);
    figures.put("ratio", Double.NaN);
    figures.put("tasks", List.of("nfsd/1", "nfsd/2"));
    findings.add(
        new Finding(
            kind, "nfsd/1", headline, SECOND, 2 * SECOND, List.of(details), figures, implies));
    return this;
  }

  SampleRun finding(Finding finding) {
    findings.add(finding);
    return this;
  }

  SampleRun event(long at, String actor, String text) {
    events.add(new Journal.Event(at, actor, text));
    return this;
  }

  SampleRun fault(String on, String kind, long at, long duration) {
    faults.add(new FaultSpec(at, on, kind, OptionalLong.of(duration), Map.of()));
    return this;
  }

  SampleRun atWork(int id, String on, String kind, long since) {
    FaultSpec fault = new FaultSpec(since, on, kind, OptionalLong.empty(), Map.of());
    atWork.add(new Switchboard.Active(id, fault, since));
    return this;
  }

  SampleRun live(Pace pace, int changes, String recording) {
    live = Optional.of(new LiveEnd(Optional.of(pace), changes, recording, Optional.empty()));
    return this;
  }

  SampleRun live(LiveEnd end) {
    live = Optional.of(end);
    return this;
  }

  /** So many closers, closes and calls that began at that moment and never end. */
  SampleRun unfinished(int closers, int closes, int calls, long since) {
    unfinished =
        new RunUnfinished(
            new Unfinished(closers, since),
            new Unfinished(closes, since),
            new Unfinished(calls, since));
    return this;
  }

  /** A fault began or ended meanwhile. */
  SampleRun changedCourse() {
    changedCourse = true;
    return this;
  }

  SampleRun interrupted() {
    interrupted = true;
    return this;
  }

  SampleRun withoutAnyClose() {
    empty = true;
    growth = Double.NaN;
    return this;
  }

  public Scenario scenario() {
    return new Scenario(
        file,
        "nfsd closes files",
        "A story.",
        List.of("a source"),
        Hazard.NONE,
        DURATION,
        1,
        kernel(),
        faults,
        expect,
        Map.of(),
        new WatchSpec(1, 1, 1, 1, 1, 1),
        Map.of(file, "a scenario"));
  }

  private static KernelSpec kernel() {
    return new KernelSpec(
        KernelVersion.V6_6,
        8,
        4_000_000,
        ClosePolicy.DEFERRED,
        1_000_000,
        Map.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        KernelSpec.Costs.NONE,
        0,
        Set.of(),
        Map.of(),
        KernelSpec.Pages.MANY);
  }

  public RunOptions options() {
    return new RunOptions(close, 1, DURATION);
  }

  public RunResult result() {
    return result(scenario(), options());
  }

  public RunResult result(Scenario scenario, RunOptions options) {
    return new RunResult(
        scenario,
        options.close(),
        options.seed(),
        interrupted ? 12_345_678_901L : options.duration(),
        interrupted,
        verdict,
        findings,
        events,
        empty ? 0 : 120_000,
        empty ? 0 : 120_000 - pending,
        pending,
        new Backlog.Drift(
            "delayed_fput_list",
            pending,
            pending,
            growth,
            growth - 5,
            growth + 5,
            growth > 5,
            600,
            List.of(0L, pending / 2, pending)),
        times(waitNanos),
        times(lagNanos),
        times(rpcNanos),
        new RunSeries(inOrder(waitNanos), inOrder(lagNanos), inOrder(rpcNanos)),
        unfinished,
        changedCourse,
        9_000_000,
        0xfeedL,
        atWork,
        live);
  }

  private Histogram times(long nanos) {
    Histogram times = new Histogram(3);
    times.setAutoResize(true);
    if (!empty) {
      times.recordValueWithCount(nanos, 980);
      times.recordValueWithCount(4 * nanos, 20);
    }
    return times;
  }

  /** The same durations, each fiftieth a long one. */
  private Series inOrder(long nanos) {
    Series series = new Series();
    for (int i = 1; i <= 1_000 && !empty; i++) {
      series.add(i % 50 == 0 ? 4 * nanos : nanos);
    }
    return series;
  }
}
