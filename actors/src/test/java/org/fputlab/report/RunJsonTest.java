package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Pace;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;

class RunJsonTest {

  private static SampleRun run() {
    return SampleRun.under(ClosePolicy.DEFERRED)
        .verdict(Verdict.GROWS)
        .expects(ClosePolicy.DEFERRED, Verdict.OK)
        .backlog(60_000, 1_000)
        .event(1_500, "nfsd/1", "opens")
        .finding(Finding.Kind.LONG_WAIT, "nfsd/1 waits", Verdict.WAITS, "for afs-server");
  }

  private static ObjectNode json(SampleRun run) {
    return RunJson.of(run.result(), run.options());
  }

  @Test
  void keysStandInAFixedOrder() {
    assertThat(json(run()).fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "version",
            "verdict",
            "expected",
            "as_expected",
            "exit_code",
            "interrupted",
            "scenario",
            "close",
            "seed",
            "duration_ns",
            "simulated_ns",
            "replay",
            "summary",
            "findings",
            "events",
            "faults_at_work",
            "live",
            "steps",
            "trace_hash");
  }

  @Test
  void outcomeAndFiguresAreThere() {
    JsonNode json = json(run());
    assertThat(json.get("format").asText()).isEqualTo("fputlab-run/1");
    assertThat(json.get("verdict").asText()).isEqualTo("grows");
    assertThat(json.get("as_expected").asBoolean()).isFalse();
    assertThat(json.get("exit_code").asInt()).isEqualTo(1);
    assertThat(json.at("/summary/backlog/growth_per_s").asDouble()).isEqualTo(1_000);
    assertThat(json.at("/summary/close_lag/p50_ns").asLong()).isBetween(1_999_000L, 2_001_000L);
    assertThat(json.at("/findings/0/kind").asText()).isEqualTo("long_wait");
    assertThat(json.at("/findings/0/figures/tasks/1").asText()).isEqualTo("nfsd/2");
    assertThat(json.at("/events/0/at_ns").asLong()).isEqualTo(1_500);
    assertThat(json.get("trace_hash").asText()).isEqualTo("000000000000feed");
  }

  @Test
  void whatIsUnknownIsNull() {
    JsonNode json = json(SampleRun.under(ClosePolicy.SYNC).withoutAnyClose());
    assertThat(json.get("expected").isNull()).isTrue();
    assertThat(json.get("as_expected").isNull()).isTrue();
    assertThat(json.at("/summary/backlog/growth_per_s").isNull()).isTrue();
    assertThat(json.at("/summary/rpc_latency/max_ns").isNull()).isTrue();
    assertThat(json(run()).at("/findings/0/figures/ratio").isNull()).isTrue();
  }

  /** As when two pages ask for the same state; a histogram's own iterator is not made for that. */
  @Test
  void figuresMayBeAskedForByManyAtOnce() {
    Histogram histogram = new Histogram(3);
    LongStream.range(1, 5_000).forEach(histogram::recordValue);
    double mean = histogram.getMean();

    assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> RunJson.times(histogram)))
        .allMatch(times -> times.get("mean_ns").asDouble() == mean);
  }

  private static RunResult faster() {
    return SampleRun.under(ClosePolicy.SYNC).times(500, 500, 500).result();
  }

  @Test
  void meanAfterTheWarmUpHasItsInterval() {
    JsonNode steady = json(run()).at("/summary/closer_wait/steady");
    assertThat(steady.get("mean_ns").asDouble()).isEqualTo(1_060);
    assertThat(steady.get("low_ns").asDouble()).isEqualTo(1_060);
    assertThat(steady.get("warm_up").asLong()).isZero();
    assertThat(steady.get("counted").asLong()).isEqualTo(1_000);
  }

  @Test
  void runThatIsNoSteadyStateHasNoSteadyMeanAndNoDifferences() {
    assertThat(json(run().changedCourse()).at("/summary/closer_wait/steady").isNull()).isTrue();
    assertThat(json(run().verdict(Verdict.WAITS)).at("/summary/closer_wait/steady").isNull())
        .isTrue();
    JsonNode differences =
        RunJson.compare(List.of(run().changedCourse().result(), faster()), SampleRun.DURATION)
            .get("differences");
    assertThat(differences.at("/0/closer_wait").isNull()).isTrue();
  }

  @Test
  void whatHadNotEndedIsCounted() {
    JsonNode summary = json(run().unfinished(8, 9, 40, 10 * SampleRun.SECOND)).get("summary");
    assertThat(summary.at("/closer_wait/unfinished").asLong()).isEqualTo(8);
    assertThat(summary.at("/close_lag/unfinished").asLong()).isEqualTo(9);
    assertThat(summary.at("/rpc_latency/unfinished_longest_ns").asLong())
        .isEqualTo(50 * SampleRun.SECOND);
    assertThat(json(run()).at("/summary/rpc_latency/unfinished_longest_ns").isNull()).isTrue();
  }

  @Test
  void comparisonTellsHowEachRunDiffersFromTheFirst() {
    JsonNode differences =
        RunJson.compare(List.of(run().result(), faster()), SampleRun.DURATION).get("differences");
    assertThat(differences).hasSize(1);
    assertThat(differences.at("/0/close").asText()).isEqualTo("sync");
    assertThat(differences.at("/0/against").asText()).isEqualTo("deferred");
    assertThat(differences.at("/0/closer_wait/mean_ns").asDouble()).isEqualTo(-530);
    assertThat(differences.at("/0/closer_wait/pairs").asLong()).isEqualTo(1_000);
  }

  @Test
  void comparisonHoldsItsRuns() {
    JsonNode json = RunJson.compare(List.of(run().result()), SampleRun.DURATION);
    assertThat(json.get("format").asText()).isEqualTo("fputlab-compare/1");
    assertThat(json.get("exit_code").asInt()).isEqualTo(1);
    assertThat(json.get("runs").get(0)).isEqualTo(json(run()));
  }

  @Test
  void everyFieldIsInTheReferenceAndNoOther() throws IOException {
    Pace pace = new Pace(10, 6.3, 0, SampleRun.SECOND);
    ObjectNode run = json(run().atWork(2, "afs-server", "hang", 3).live(pace, 1, "run.rec"));
    ((ObjectNode) run.at("/findings/0")).putObject("figures");
    Set<String> written = new TreeSet<>(JsonReference.written(run));
    ObjectNode compare = RunJson.compare(List.of(run().result(), faster()), SampleRun.DURATION);
    compare.putArray("runs");
    written.addAll(JsonReference.written(compare));
    assertThat(written).isEqualTo(JsonReference.documented("A run", "A comparison"));
  }
}
