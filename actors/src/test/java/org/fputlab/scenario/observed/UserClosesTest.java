package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strace and perf trace have in common, and together with measurements of the kernel. */
class UserClosesTest {

  private static final Path SAMPLES = Path.of("../docs/samples");
  private static final String BAR = "|@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|";

  private final MeasuredText text;

  UserClosesTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String map(String key) {
    return "measured for 60000 ms\n@__fput_us[%s]:\n[64, 128)  600 %s\n\n".formatted(key, BAR);
  }

  @Test
  void closesOfKernelThreadsAndOfUserTasksMakeOneScenario() {
    String list = MeasuredText.strace("14:03:%02d.000000 ", 20);
    MeasuredServer both = text.server(map("delayed_fput") + list);
    assertThat(both.streams()).extracting(Stream::name).containsExactly("deferred", "user");
    assertThat(both.streams()).extracting(Stream::function).containsExactly("__fput", "close(2)");
    assertThat(both.streams().get(0).rate()).isEqualTo(10);
    assertThat(both.streams().get(1).rate()).isCloseTo(20 / 19.0, within(1e-4));
    assertThat(both.kind()).isEqualTo("bpftrace histograms and strace lists");
    assertThat(both.measured()).contains(CloseCalls.WHAT);
  }

  @Test
  void closesThatMightCountTwiceAreRefused() {
    String list = MeasuredText.strace("14:03:%02d.000000 ", 20);
    assertThat(text.refusal(map("task") + list))
        .isEqualTo(
            "m.txt (bpftrace histograms) and m.txt (strace lists) both hold closes by user tasks, which would count twice. Import one.");
    String unknown = map("xfs") + list;
    assertThat(text.refusal(unknown)).contains("among the first is not known. Say --by");
    assertThat(text.server(unknown, Hints.NONE.by(Caller.WORKER)).streams()).hasSize(2);
    assertThat(text.refusal(map("nfsd") + list, Hints.NONE.withRate(5))).contains("--rate");
    String perf = "     0.000 ( 0.022 ms): true/16729 close(fd: 3)   = 0\n";
    assertThat(text.refusal(list + perf)).contains("both hold closes; whether they are the same");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strace.txt", "perf-trace.txt", "perf-summary.txt", "strace-c.txt"})
  void samplesBecomeUserTasksThatClose(String sample) throws IOException, ScenarioProblems {
    MeasuredServer server =
        text.server(Files.readString(SAMPLES.resolve(sample)), MeasuredText.over(60));
    assertThat(server.count()).isBetween(384L, 390L);
    assertThat(server.measured()).startsWith(CloseCalls.WHAT);
    String conf = ScenarioText.of(server, "a.conf", "t", ClosePolicy.SYNC);
    assertThat(conf)
        .contains("tasks.user { context = user", "# What was measured:", "# close(2): 3")
        .doesNotContain("clients.");
    Scenario scenario = ScenarioLoader.parse(conf, "a.conf");
    assertThat(scenario.kernel().close()).isEqualTo(ClosePolicy.SYNC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf-summary.txt", "strace-c.txt"})
  void tableThatIsCutOrMixedUpSaysTheSameOrIsRefused(String sample) throws IOException {
    List<String> lines = Files.readAllLines(SAMPLES.resolve(sample));
    String whole = said(lines);
    RandomStream random = RandomStream.named(3, sample);
    for (int i = 0; i < lines.size(); i++) {
      List<String> changed = new ArrayList<>(lines);
      changed.remove(i);
      assertThat(said(changed)).as("without " + lines.get(i)).isIn("", whole);
      if (!endsATable(lines, i)) {
        assertThat(said(lines.subList(0, i))).as("first %d lines", i).isIn("", whole);
      }
      for (int times = 0; times < 4 && lines.get(i).length() > 2; times++) {
        int at = 1 + random.below(lines.get(i).length() - 1);
        changed = new ArrayList<>(lines);
        changed.set(i, lines.get(i).substring(0, at));
        assertThat(said(changed)).as(changed.get(i)).isIn("", whole);
        changed.set(i, lines.get(i).substring(at));
        assertThat(said(changed)).as(changed.get(i)).isIn("", whole);
      }
    }
  }

  /** A table of perf trace is whole by itself, and no line says how many follow. */
  private static boolean endsATable(List<String> lines, int end) {
    return lines.subList(0, end).stream().anyMatch(line -> line.startsWith("   read"));
  }

  private String said(List<String> lines) {
    String joined = String.join("\n", lines) + "\n";
    if (!text.refusal(joined, MeasuredText.over(60)).equals("not refused")) {
      return "";
    }
    Histogram times = text.server(joined, MeasuredText.over(60)).streams().get(0).times();
    return "%d %.1f %d".formatted(times.count(), times.mean(), times.quantile(1));
  }

  /** A cut line may lose a close, which is told; it never makes another duration. */
  @ParameterizedTest
  @ValueSource(strings = {"strace.txt", "perf-trace.txt"})
  void listThatIsCutOrMixedUpHasOnlyTrueDurations(String sample) throws IOException {
    List<String> lines = Files.readAllLines(SAMPLES.resolve(sample)).subList(0, 30);
    List<Long> whole = durations(lines);
    RandomStream random = RandomStream.named(9, sample);
    for (int i = 0; i < 120; i++) {
      int which = random.below(lines.size());
      String line = lines.get(which);
      int at = 1 + random.below(line.length() - 1);
      List<String> changed = new ArrayList<>(lines);
      switch (i % 4) {
        case 0 -> changed.set(which, line.substring(0, at));
        case 1 -> changed.set(which, line.substring(at));
        case 2 -> changed.set(which, line.substring(0, at) + lines.get(random.below(20)));
        default -> changed.add(which, line.substring(at) + line.substring(0, at));
      }
      List<Long> left = new ArrayList<>(durations(changed));
      assertThat(left.size()).isBetween(left.isEmpty() ? 0 : whole.size() - 2, whole.size() + 1);
      left.removeAll(whole);
      assertThat(left).as(changed.toString()).isEmpty();
    }
  }

  private List<Long> durations(List<String> lines) {
    String joined = String.join("\n", lines) + "\n";
    List<Long> all = new ArrayList<>();
    if (!text.refusal(joined, MeasuredText.over(60)).equals("not refused")) {
      return all;
    }
    for (Bucket bucket :
        text.server(joined, MeasuredText.over(60)).streams().get(0).times().buckets()) {
      for (long n = 0; n < bucket.count(); n++) {
        all.add(bucket.low());
      }
    }
    return all;
  }
}
