package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fputlab.engine.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are cut, mixed up or no measurements at all: skipped or refused, never wrong. */
class DamagedFilesTest {

  private static final Path SAMPLE = Path.of("../docs/samples/closes.txt");

  private final Path folder;
  private final MeasuredText text;

  DamagedFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.text = new MeasuredText(folder);
  }

  private static List<String> sample() throws IOException {
    return Files.readAllLines(SAMPLE);
  }

  /** The closes by name with their number: or nothing, if the text is refused. */
  private List<String> closes(List<String> lines) {
    String joined = String.join("\n", lines) + "\n";
    if (!text.refusal(joined).equals("not refused")) {
      return List.of();
    }
    return text.server(joined).streams().stream()
        .map(
            each ->
                each.name() + " " + each.times().count() + " " + Math.round(each.times().mean()))
        .toList();
  }

  @Test
  void sampleWithoutAnyOneLineIsRefusedOrSaysTheSame() throws IOException {
    List<String> whole = closes(sample());
    assertThat(whole).hasSize(2);
    List<String> lines = sample();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("stats")) {
        continue; // then the mean is estimated, and that is told
      }
      List<String> without = new ArrayList<>(lines);
      without.remove(i);
      assertThat(closes(without)).as(lines.get(i)).isIn(List.of(), whole);
    }
  }

  @Test
  void sampleThatEndsEarlyIsRefused() throws IOException {
    List<String> lines = sample();
    for (int i = 2; i < lines.size(); i++) {
      assertThat(closes(lines.subList(0, i))).as("first %d lines", i).isEmpty();
    }
  }

  @Test
  void sampleWithACutLineIsRefusedOrSaysTheSame() throws IOException {
    List<String> whole = closes(sample());
    List<String> lines = sample();
    RandomStream random = RandomStream.named(7, "cuts");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() < 2 || line.contains("stats")) {
        continue;
      }
      int at = 1 + random.below(line.length() - 1);
      for (String cut : List.of(line.substring(0, at), line.substring(at))) {
        List<String> damaged = new ArrayList<>(lines);
        damaged.set(i, cut);
        assertThat(closes(damaged)).as(cut).isIn(List.of(), whole);
      }
    }
  }

  @Test
  void funclatencyWithoutAnyOneLineIsRefusedOrSaysTheSame() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../docs/samples/funclatency.txt"));
    String whole = minute(lines);
    assertThat(whole).startsWith("48211 ");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("avg")) {
        continue; // then the mean is estimated, and that is told
      }
      List<String> damaged = new ArrayList<>(lines);
      damaged.remove(i);
      assertThat(minute(damaged)).as(line).isIn("", whole);
      for (int at = 1; at < line.length(); at += 3) {
        damaged = new ArrayList<>(lines);
        damaged.set(i, line.substring(at));
        assertThat(minute(damaged)).as(line.substring(at)).isIn("", whole);
        damaged.set(i, line.substring(0, at));
        assertThat(minute(damaged)).as(line.substring(0, at)).isIn("", whole);
      }
    }
  }

  /** Count, mean and longest of closes over a minute; or nothing, if the text is refused. */
  private String minute(List<String> lines) {
    String joined = String.join("\n", lines) + "\n";
    if (!text.refusal(joined, MeasuredText.over(60)).equals("not refused")) {
      return "";
    }
    Histogram times = text.server(joined, MeasuredText.over(60)).streams().get(0).times();
    return "%d %.3f %d".formatted(times.count(), times.mean(), times.quantile(1));
  }

  @Test
  void lineOfATraceThatIsMissingOrCutMakesNoOtherDurations() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add("  10.%06d |   0)  nfsd-7  |               |  __fput() {".formatted(i * 1000));
      lines.add("  10.%06d |   0)  nfsd-7  |   3.125 us    |    evict();".formatted(i * 1000 + 4));
      lines.add("  10.%06d |   0)  nfsd-7  | ! 277.375 us  |  }".formatted(i * 1000 + 280));
    }
    for (int i = 30; i < 33; i++) { // one close in the middle
      String line = lines.get(i);
      for (int at = 0; at < line.length(); at++) {
        List<String> damaged = new ArrayList<>(lines);
        damaged.set(i, line.substring(0, at));
        assertOnlyTrueDurations(damaged);
        damaged.set(i, line.substring(at));
        assertOnlyTrueDurations(damaged);
      }
    }
  }

  private void assertOnlyTrueDurations(List<String> trace) {
    String joined = String.join("\n", trace) + "\n";
    String refusal = text.refusal(joined);
    if (refusal.contains("time jumps to") || refusal.contains("are damaged")) {
      return;
    }
    assertThat(refusal).isEqualTo("not refused");
    assertThat(text.server(joined).streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.times().count()).isBetween(19L, 20L);
              assertThat(stream.times().buckets())
                  .containsExactly(new Histogram.Bucket(277_375, 277_375, stream.times().count()));
            });
  }

  @Test
  void twoRunsInOneFileAreRefused() throws IOException {
    String once = Files.readString(SAMPLE).replaceAll("(?m)^\\d\\d:.*\n", "");
    assertThat(text.refusal(once + once))
        .isEqualTo(
            "m.txt: says more than once how long it was measured. Import one run at a time.");
  }

  @Test
  void lineEndsOfWindowsAndAByteOrderMarkChangeNothing() throws IOException {
    List<String> lines = sample();
    String windows = "\ufeff" + String.join("\r\n", lines) + "\r\n";
    assertThat(closes(List.of(windows))).hasSize(2).isEqualTo(closes(lines));
    assertThat(text.read(windows).skipped()).isEmpty();
  }

  static Stream<Path> textsOfTheProject() {
    return Stream.of("../pom.xml", "../README.md", "../config/reference.conf", "../LICENSE")
        .map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("textsOfTheProject")
  void otherTextsAreRefused(Path file) throws IOException {
    assertThat(text.refusal(Files.readString(file)))
        .contains("holds nothing to import", "Known are");
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("b"), bytes);
    return refusal(file);
  }

  private static String refusal(Path file) {
    try {
      return MeasuredServer.of(List.of(file.toString()), Hints.NONE).toString();
    } catch (NotUsable refused) {
      return refused.what().replace(file.toString(), "b");
    }
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    assertThat(refusal(new byte[0])).isEqualTo("b: is empty.");
    assertThat(refusal(new byte[] {'a', '\n', 0, 'b'}))
        .isEqualTo("b:2: is not text: a byte is zero.");
    assertThat(refusal(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
        .isEqualTo("b: is compressed. Unpack it first.");
    assertThat(refusal("\u0017\bDtracing6".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("b: is a trace.dat. Import what trace-cmd report prints of it.");
    assertThat(refusal("x".repeat(70_000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("b:1: is not text: the line does not end.");
    assertThat(refusal(folder)).isEqualTo("b: is a directory. Name a file in it.");
    assertThat(refusal(folder.resolve("no"))).isEqualTo("b: there is no such file.");
  }

  @Test
  void hugeFileIsRefusedUnread() throws IOException {
    Path file = folder.resolve("huge");
    try (var channel =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE,
            java.nio.file.StandardOpenOption.SPARSE)) {
      channel.position(ObservedFile.LARGEST_BYTES);
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {'x'}));
    }
    assertThat(refusal(file)).startsWith("b: is larger than 256 MiB.");
  }

  @Test
  void randomCharactersNeverBecomeAMeasurement() {
    RandomStream random = RandomStream.named(11, "noise");
    String alphabet = " \t|@*[]():->{};+!#0123456789KMusn_fputdelayevict,.=";
    for (int i = 0; i < 200; i++) {
      StringBuilder noise = new StringBuilder();
      IntStream.range(0, 2000)
          .forEach(
              at ->
                  noise.append(
                      at % 40 == 39 ? '\n' : alphabet.charAt(random.below(alphabet.length()))));
      Hints said = Hints.NONE.over(1_000_000_000).in(1).of("__fput");
      assertThat(text.refusal(noise.toString(), said)).isNotEqualTo("not refused");
    }
  }
}
