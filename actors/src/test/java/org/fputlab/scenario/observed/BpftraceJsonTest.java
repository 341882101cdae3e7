package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.fputlab.engine.RandomStream;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpftraceJsonTest {

  private static final Path SAMPLE = Path.of("../docs/samples/closes.json");
  private static final Path AS_TEXT = Path.of("../docs/samples/closes.txt");

  private final MeasuredText text;

  BpftraceJsonTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String hist(String name, String value) {
    return "{\"type\": \"hist\", \"data\": {\"%s\": %s}}%n".formatted(name, value);
  }

  private static String buckets(long... counts) {
    return LongStream.range(0, counts.length)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "{\"min\": %d, \"max\": %d, \"count\": %d}",
                    1024L << i,
                    (2048L << i) - 1,
                    counts[(int) i]))
        .toList()
        .toString();
  }

  private List<Bucket> read(String json) {
    return text.seen(json).get(0).times().buckets();
  }

  @Test
  void sampleSaysTheSameAsTextAndAsJson() throws IOException {
    MeasuredServer json = text.server(Files.readString(SAMPLE));
    MeasuredServer plain = text.server(Files.readString(AS_TEXT));
    assertThat(json.streams()).usingRecursiveComparison().isEqualTo(plain.streams());
    assertThat(json.growth()).isEqualTo(plain.growth());
    assertThat(json.cpus()).isEqualTo(plain.cpus());
    assertThat(json.threads()).isEqualTo(plain.threads());
    assertThat(json.span()).isEqualTo(plain.span());
    assertThat(json.notes()).isEqualTo(plain.notes());
    assertThat(json.skipped()).isEmpty();
  }

  @Test
  void bucketsEndWhereTheirGreatestValueIsIncluded() {
    assertThat(read(hist("@__fput_ns", buckets(3, 0, 5))))
        .containsExactly(new Bucket(1024, 2048, 3), new Bucket(4096, 8192, 5));
  }

  @Test
  void keysMayStandWithoutASpace() {
    List<Observed> seen =
        text.seen(
            hist(
                "@__fput_us",
                "{\"delayed_fput,xfs\": %s, \"task,ext4\": %s}"
                    .formatted(buckets(3), buckets(0, 7))));
    assertThat(seen).extracting(Observed::caller).containsExactly(Caller.WORKER, Caller.USER);
    assertThat(seen).extracting(Observed::label).containsExactly("xfs", "ext4");
  }

  @Test
  void linearHistogramsAreOpenAtTheirEnds() {
    String open =
        "[{\"max\": -1, \"count\": %d}, {\"min\": 0, \"max\": 9, \"count\": 4}, {\"min\": 10, \"count\": %d}]";
    assertThat(read(hist("@__fput_us", open.formatted(0, 0))))
        .containsExactly(new Bucket(0, 10_000, 4));
    assertThat(text.refusal(hist("@__fput_us", open.formatted(2, 0))))
        .isEqualTo("m.txt:1: 2 durations are below zero. Times of two clocks were mixed.");
    assertThat(text.refusal(hist("@__fput_us", open.formatted(0, 2))))
        .startsWith("m.txt:1: 2 durations lie beyond the histogram's end");
    assertThat(
            read(
                hist(
                    "@__fput_us",
                    "[{\"max\": 9, \"count\": 4}, {\"min\": 10, \"max\": 19, \"count\": 1}]")))
        .startsWith(new Bucket(0, 10_000, 4));
  }

  @Test
  void printsThatWereClearedAreAddedUpAndOfGrowingOnesTheLastCounts() {
    String cleared =
        hist("@__fput_ns", buckets(3, 50)) + hist("@__fput_ns", buckets(9, 40)) + other();
    assertThat(text.seen(cleared).get(0).times().count()).isEqualTo(102);
    String growing =
        hist("@__fput_ns", buckets(30, 50))
            + other()
            + hist("@__fput_ns", buckets(61, 99))
            + hist("@__fput_ns", buckets(90, 151));
    assertThat(text.seen(growing).get(0).times().count()).isEqualTo(241);
  }

  private static String other() {
    return """
        {"type": "map", "data": {"@closes": {"nfsd": 5, "bash,3": 6}}}
        {"type": "value", "data": [1, "x"]}
        {"type": "attached_probes", "data": {"probes": 2}}
        {"type":"attached_probes", "count":2}
        {"type":"lost_events", "count":7}
        Lost 7 events
        WARNING: could not determine instruction boundary
        {"type": "time", "data": "14:03:01\\n"}
        """;
  }

  @Test
  void emptyMapsAndEmptyHistogramsAreNothing() {
    String none = hist("@__fput_ns", "[]") + hist("@__fput_us", buckets(0, 0)) + hist("@x", "{}");
    assertThat(text.refusal(none)).startsWith("m.txt: holds nothing to import.");
  }

  @Test
  void numbersInQuotesAreNumbers() {
    String large = "[{\"min\": \"4611686018427387903\", \"max\": \"9007199254740993\"}]";
    assertThat(text.refusal(hist("@__fput_ns", large))).contains("m.txt:1: this line");
    assertThat(read(hist("@__fput_ns", "[{\"min\": \"16\", \"max\": \"31\", \"count\": 4}]")))
        .containsExactly(new Bucket(16, 32, 4));
  }

  @Test
  void statisticsGiveTheExactMeanOrContradict() {
    String stats =
        "{\"type\": \"stats\", \"data\": {\"@__fput_ns_stats\": {\"count\": %d, \"average\": 1500, \"total\": 15000}}}\n";
    String map = hist("@__fput_ns", buckets(10));
    assertThat(text.seen(map + stats.formatted(10)).get(0).times().mean()).isEqualTo(1500);
    assertThat(text.refusal(map + stats.formatted(11), MeasuredText.over(60)))
        .contains("counts 11, but the histogram @__fput_ns has 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [{\"min\": 1, \"max\": 1, \"count\": 1.5}]}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [{\"min\": 1, \"max\": 1, \"count\": -1}]}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [{\"min\": 1, \"max\": 1, \"count\": 1e99}]}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [{\"min\": 1, \"max\": 1}]}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [5]}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": 5}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": {\"task\": 5}}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [], \"@__fput_ns\": []}}",
        "{\"type\": \"hist\", \"data\": []}",
        "{\"type\": \"hist\"}",
        "{\"type\": \"printf\", \"data\": 5}",
        "{\"type\": \"histogram\", \"data\": {}}",
        "{\"type\": \"hist\", \"data\": {}} {\"type\": \"hist\", \"data\": {}}",
        "{\"type\": \"hist\", \"data\": {\"@__fput_ns\": [{\"min\": 16, \"ma",
        "\"hist\", \"data\": {\"@__fput_ns\": []}}"
      })
  void damagedEventsAreRefusedWithTheirLine(String event) {
    String good = hist("@__fput_us", buckets(1));
    assertThat(text.refusal(good + event + "\n" + good, MeasuredText.over(60)))
        .startsWith("m.txt:2: this line of bpftrace's JSON is cut or damaged");
    assertThat(text.refusal(good + event, MeasuredText.over(60))).startsWith("m.txt:2: this line");
  }

  @Test
  void bucketsThatDoNotFollowOneAnotherAreRefused() {
    String gap =
        "[{\"min\": 16, \"max\": 31, \"count\": 1}, {\"min\": 64, \"max\": 127, \"count\": 1}]";
    assertThat(text.refusal(hist("@__fput_ns", gap), MeasuredText.over(60)))
        .startsWith("m.txt:1: this bucket begins at 64 and the one before ends at 32");
  }

  @Test
  void sampleThatIsCutOrMixedUpSaysTheSameOrIsRefused() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    String whole = counts(lines);
    RandomStream random = RandomStream.named(5, "json");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      List<String> changed = new ArrayList<>(lines);
      changed.remove(i);
      assertSaysTheSame(changed, whole);
      for (int times = 0; times < 2; times++) {
        int at = 1 + random.below(line.length() - 1);
        int to = at + random.below(line.length() - at);
        changed = new ArrayList<>(lines);
        changed.set(i, line.substring(0, at));
        assertSaysTheSame(changed, whole);
        assertSaysTheSame(changed.subList(0, i + 1), whole);
        changed.set(i, line.substring(at));
        assertSaysTheSame(changed, whole);
        changed.set(i, line.substring(0, at) + "\"" + line.substring(to));
        assertNoException(changed);
      }
    }
  }

  private void assertSaysTheSame(List<String> lines, String whole) {
    if (lines.stream().noneMatch(line -> line.contains("__fput_ns_stats"))) {
      return; // then the mean is estimated, and that is told
    }
    assertThat(counts(lines)).isIn("", whole);
  }

  private void assertNoException(List<String> lines) {
    assertThat(counts(lines)).isNotNull();
  }

  private String counts(List<String> lines) {
    String joined = String.join("\n", lines) + "\n";
    if (!text.refusal(joined).equals("not refused")) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (Stream each : text.server(joined).streams()) {
      all.append(each.name()).append(' ').append(each.times().count());
      all.append(' ').append(Math.round(each.times().mean())).append('\n');
    }
    return all.toString();
  }
}
