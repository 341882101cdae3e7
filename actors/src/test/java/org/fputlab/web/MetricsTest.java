package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricDataParser;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.MetricType;
import org.hawkular.agent.prometheus.types.Summary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The metrics as a parser of another house reads them. */
class MetricsTest {

  private static Served served;
  private static String text;
  private static final Map<String, MetricFamily> FAMILIES = new LinkedHashMap<>();

  @BeforeAll
  static void scrape() throws IOException {
    served = Served.onLoopback();
    served.send("POST", "/faults", "{\"on\":\"afs-server\",\"do\":\"hang\"}").is(201);
    Served.Answer answer = served.get("/metrics").is(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=UTF-8");
    text = answer.body();
    TextPrometheusMetricDataParser parser =
        new TextPrometheusMetricDataParser(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    for (MetricFamily family = parser.parse(); family != null; family = parser.parse()) {
      FAMILIES.put(family.getName(), family);
    }
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static Metric metric(String name, String label, String value) {
    return FAMILIES.get(name).getMetrics().stream()
        .filter(metric -> label.isEmpty() || value.equals(metric.getLabels().get(label)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " of " + value + " in " + text));
  }

  private static double gauge(String name, String label, String value) {
    return ((Gauge) metric(name, label, value)).getValue();
  }

  private static double counter(String name, String label, String value) {
    return ((Counter) metric(name, label, value)).getValue();
  }

  @Test
  void everyLineIsReadAndEveryFamilyExplained() {
    long types = text.lines().filter(line -> line.startsWith("# TYPE fputlab_")).count();
    assertThat(FAMILIES).hasSize((int) types);
    assertThat(FAMILIES.values())
        .allSatisfy(
            family -> {
              assertThat(family.getHelp()).as(family.getName()).isNotBlank();
              assertThat(family.getName()).startsWith("fputlab_");
            });
  }

  @Test
  void countersEndInTotalAndNothingElseDoes() {
    assertThat(FAMILIES.values())
        .allSatisfy(
            family ->
                assertThat(family.getName().endsWith("_total"))
                    .as(family.getName())
                    .isEqualTo(family.getType() == MetricType.COUNTER));
  }

  @Test
  void mailboxesHaveDepthAgeAndTraffic() {
    assertThat(gauge("fputlab_mailbox_depth", "actor", "nfsd")).isEqualTo(17);
    assertThat(gauge("fputlab_mailbox_oldest_age_seconds", "actor", "nfsd")).isEqualTo(11);
    assertThat(gauge("fputlab_mailbox_oldest_age_seconds", "actor", "vfs")).isZero();
    assertThat(gauge("fputlab_mailbox_gate_open", "actor", "nfsd")).isZero();
    assertThat(counter("fputlab_mailbox_requests_in_total", "actor", "nfsd")).isEqualTo(137);
    assertThat(counter("fputlab_mailbox_requests_out_total", "actor", "nfsd")).isEqualTo(120);
  }

  @Test
  void closesAndTheirTimesAreThere() {
    assertThat(counter("fputlab_files_opened_total", "", "")).isEqualTo(120);
    assertThat(gauge("fputlab_pending_closes", "", "")).isEqualTo(20);
    Summary wait = (Summary) metric("fputlab_closer_wait_seconds", "", "");
    assertThat(wait.getSampleCount()).isEqualTo(100);
    assertThat(wait.getSampleSum()).isBetween(149e-6, 151e-6);
    assertThat(wait.getQuantiles()).hasSize(3);
    assertThat(((Summary) metric("fputlab_rpc_latency_seconds", "", "")).getSampleCount()).isZero();
  }

  @Test
  void runPaceAndFaultsAreThere() {
    assertThat(metric("fputlab_run_info", "", "").getLabels())
        .containsEntry("scenario", "scenarios/afs/live.conf")
        .containsEntry("close", "deferred");
    assertThat(gauge("fputlab_run_time_seconds", "", "")).isEqualTo(12);
    assertThat(gauge("fputlab_worst_lag_seconds", "", "")).isEqualTo(0.04);
    assertThat(gauge("fputlab_verdict", "verdict", "waits")).isOne();
    assertThat(gauge("fputlab_verdict", "verdict", "deadlock")).isZero();
    assertThat(gauge("fputlab_findings", "kind", "long_wait")).isOne();
    assertThat(gauge("fputlab_tasks", "state", "blocked")).isOne();
    assertThat(gauge("fputlab_fault_active", "on", "afs-server")).isOne();
    assertThat(gauge("fputlab_fault_age_seconds", "do", "hang")).isEqualTo(2);
  }

  @Test
  void docsNameEveryMetric() {
    String page = String.join("\n", org.fputlab.DocBlock.page("http.md"));
    Pattern row = Pattern.compile("(?m)^\\| `(fputlab_\\w+)[`{]");
    assertThat(row.matcher(page).results().map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(FAMILIES.keySet());
  }
}
