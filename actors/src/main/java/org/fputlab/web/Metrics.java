package org.fputlab.web;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.TaskRow;
import org.fputlab.fault.Switchboard;
import org.fputlab.report.RunJson;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.watch.Finding;
import org.fputlab.watch.MailboxState;
import org.fputlab.watch.TaskState;
import org.fputlab.watch.Verdict;

/**
 * A live run for Prometheus, in its text format 0.0.4. Seconds are those of the run; what counts
 * per second of it, Prometheus works out per second of real time.
 */
final class Metrics {

  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double NANOS = 1e9;

  private final List<MetricSnapshot> all = new ArrayList<>();

  private Metrics() {}

  /**
   * All metrics.
   *
   * @param streams how many read events
   * @param events how many events there were
   */
  static String of(LiveRun run, LiveState state, int streams, long events) {
    Metrics metrics = new Metrics();
    metrics.run(run, state);
    metrics.files(state);
    metrics.mailboxes(state.machine().mailboxes());
    metrics.tasks(state.machine().tasks());
    metrics.findings(state.machine().findings());
    metrics.faults(state.faults(), state.machine().at());
    metrics.gauge("event_streams", "Clients that read the event stream", streams);
    metrics.counter("events", "Events told so far", events);
    return metrics.text();
  }

  private void run(LiveRun run, LiveState state) {
    Labels what =
        Labels.of(
            "scenario",
            run.scenario().file(),
            "close",
            run.options().close().word(),
            "seed",
            String.valueOf(run.options().seed()));
    all.add(
        InfoSnapshot.builder()
            .name("fputlab_run")
            .help("What runs; always 1")
            .dataPoint(new InfoDataPointSnapshot(what))
            .build());
    gauge("run_time_seconds", "Time of the run", state.machine().at() / NANOS);
    gauge("run_over", "Whether the run has ended", state.over() ? 1 : 0);
    gauge(
        "verdict",
        "What the findings so far come to: 1 for the verdict in force, else 0",
        List.of(Verdict.values()),
        verdict -> Labels.of("verdict", verdict.word()),
        verdict -> verdict == state.machine().verdict() ? 1 : 0);
    gauge("pace_asked_ratio", "Seconds of the run asked for in a second", state.pace().asked());
    gauge(
        "pace_measured_ratio",
        "Seconds of the run that passed in a second, on average",
        state.pace().measured());
    gauge("lag_seconds", "How far the run is behind the clock", state.pace().lag() / NANOS);
    gauge(
        "worst_lag_seconds",
        "How far the run ever was behind the clock",
        state.pace().worstLag() / NANOS);
  }

  private void files(LiveState state) {
    counter("files_opened", "Files opened", state.opened());
    counter("files_closed", "Files whose __fput has ended", state.closed());
    gauge("pending_closes", "Final puts whose __fput has not ended", (double) state.pending());
    gauge(
        "pending_closes_growth_per_second",
        "Mean growth of the pending closes so far",
        state.backlog().perSecond());
    summary("closer_wait_seconds", "Time that closers spent in the close call", state.closerWait());
    summary("close_lag_seconds", "Time from the final put to the end of __fput", state.closeLag());
    summary("rpc_latency_seconds", "Time from a call's arrival to its reply", state.rpcLatency());
  }

  private void mailboxes(List<MailboxState> boxes) {
    Function<MailboxState, Labels> actor = box -> Labels.of("actor", box.actor());
    gauge("mailbox_depth", "Requests that wait in a mailbox", boxes, actor, MailboxState::depth);
    gauge(
        "mailbox_oldest_age_seconds",
        "How long the oldest request has waited; 0 if none waits",
        boxes,
        actor,
        box -> Math.max(0, box.oldestAge()) / NANOS);
    gauge(
        "mailbox_gate_open",
        "Whether a request that comes now would be handled",
        boxes,
        actor,
        box -> box.open() ? 1 : 0);
    counter("mailbox_requests_in", "Requests that came", boxes, actor, MailboxState::in);
    counter("mailbox_requests_out", "Requests that were taken", boxes, actor, MailboxState::out);
  }

  private void tasks(List<TaskState> tasks) {
    gauge(
        "tasks",
        "Tasks by what they do",
        List.of(TaskRow.State.values()),
        word -> Labels.of("state", MachineJson.word(word)),
        word -> tasks.stream().filter(task -> task.state() == word).count());
    gauge(
        "tasks_deadlocked",
        "Tasks whose wait nothing can end",
        (double) tasks.stream().filter(TaskState::deadlocked).count());
  }

  private void findings(List<Finding> findings) {
    gauge(
        "findings",
        "Findings so far by kind",
        List.of(Finding.Kind.values()),
        kind -> Labels.of("kind", MachineJson.word(kind)),
        kind -> findings.stream().filter(finding -> finding.kind() == kind).count());
  }

  private void faults(List<Switchboard.Active> faults, long now) {
    Function<Switchboard.Active, Labels> which =
        fault ->
            Labels.of(
                "id",
                String.valueOf(fault.id()),
                "on",
                fault.spec().on(),
                "do",
                fault.spec().kind());
    gauge("faults_active", "Faults at work", faults.size());
    gauge("fault_active", "A fault at work; 1 while it is", faults, which, fault -> 1);
    gauge(
        "fault_age_seconds",
        "How long a fault has been at work",
        faults,
        which,
        fault -> fault.age(now) / NANOS);
  }

  private void gauge(String name, String help, double value) {
    gauge(name, help, List.of(value), any -> Labels.EMPTY, any -> any);
  }

  private <T> void gauge(
      String name, String help, List<T> of, Function<T, Labels> labels, ToDoubleFunction<T> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("fputlab_" + name).help(help);
    of.forEach(
        one ->
            gauge.dataPoint(
                new GaugeDataPointSnapshot(value.applyAsDouble(one), labels.apply(one), null)));
    all.add(gauge.build());
  }

  private void counter(String name, String help, long value) {
    counter(name, help, List.of(value), any -> Labels.EMPTY, Long::doubleValue);
  }

  private <T> void counter(
      String name, String help, List<T> of, Function<T, Labels> labels, ToDoubleFunction<T> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name("fputlab_" + name).help(help);
    of.forEach(
        one ->
            counter.dataPoint(
                new CounterDataPointSnapshot(
                    value.applyAsDouble(one), labels.apply(one), null, 0)));
    all.add(counter.build());
  }

  private void summary(String name, String help, Histogram times) {
    SummaryDataPointSnapshot.Builder point =
        SummaryDataPointSnapshot.builder()
            .count(times.getTotalCount())
            .sum(RunJson.mean(times) * times.getTotalCount() / NANOS);
    if (times.getTotalCount() > 0) {
      point.quantiles(
          Quantiles.of(
              Stream.of(0.5, 0.99, 1.0)
                  .map(part -> new Quantile(part, times.getValueAtPercentile(part * 100) / NANOS))
                  .toArray(Quantile[]::new)));
    }
    all.add(
        SummarySnapshot.builder()
            .name("fputlab_" + name)
            .help(help)
            .dataPoint(point.build())
            .build());
  }

  private String text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(all));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
