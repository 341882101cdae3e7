package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredServerTest {

  private static final String BAR = "|@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|";

  private final MeasuredText text;

  MeasuredServerTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String map(String name, String bucket, long count) {
    return "@%s:\n%-16s%8d %s\n\n".formatted(name, bucket, count, BAR);
  }

  private static final String MINUTE = "measured for 60000 ms\n";

  @Test
  void eachCallerAndFileSystemIsAStream() {
    MeasuredServer server =
        text.server(
            MINUTE
                + map("__fput_us[delayed_fput, xfs]", "[64, 128)", 600)
                + map("__fput_us[delayed_fput, ext4]", "[64, 128)", 1200)
                + map("__fput_us[task, xfs]", "[64, 128)", 60));
    assertThat(server.streams())
        .extracting(Stream::name)
        .containsExactly("deferred-xfs", "deferred-ext4", "user-xfs");
    assertThat(server.streams()).extracting(Stream::rate).containsExactly(10.0, 20.0, 1.0);
  }

  @Test
  void partsOfACloseAreNotAddedToTheWhole() {
    MeasuredServer server =
        text.server(
            MINUTE
                + map("__fput_us", "[128, 256)", 600)
                + map("evict_us", "[64, 128)", 600)
                + map("us[xfs_file_release]", "[16, 32)", 600));
    assertThat(server.count()).isEqualTo(600);
    assertThat(server.notes())
        .contains(
            "evict took as long as 50% of all __fput, and is not added: it is within, or no close");
  }

  @Test
  void releaseAndEvictionAloneMakeACloseWithAsManyEvictionsAsWereSeen() {
    MeasuredServer server =
        text.server(
            MINUTE
                + map("us[xfs_file_release]", "[16, 32)", 600)
                + map("evict_us", "[64, 128)", 150));
    Stream stream = server.streams().get(0);
    Histogram evict = Objects.requireNonNull(stream.evict());
    assertThat(stream.function()).isEqualTo("xfs_file_release");
    assertThat(evict.count()).isEqualTo(600);
    assertThat(evict.buckets().get(0)).isEqualTo(new Histogram.Bucket(0, 0, 450));
    assertThat(evict.mean()).isCloseTo(24_000, within(1.0));
  }

  @Test
  void evictionsAloneOrBatchesAloneAreNoCloses() {
    assertThat(text.refusal(MINUTE + map("evict_us", "[64, 128)", 150)))
        .startsWith("evict alone is a part of a close");
    assertThat(text.refusal(MINUTE + map("delayed_fput_us", "[64, 128)", 150)))
        .startsWith("delayed_fput alone says how long whole batches took");
  }

  @Test
  void oneWorkerCannotBeBusyForLongerThanWasMeasured() {
    assertThat(text.refusal(MINUTE + map("__fput_ms[delayed_fput]", "[16, 32)", 60_000)))
        .contains("delayed_fput ran closes for at least 16.0 s a second, which one worker cannot");
  }

  @Test
  void workerThatIsNeverIdleMayBeHandedMoreThanItFinishes() {
    MeasuredServer server =
        text.server(MINUTE + map("__fput_us[delayed_fput]", "[512, 1K)", 78_000));
    assertThat(server.notes()).anyMatch(note -> note.contains("more may be handed over"));
  }

  @Test
  void meanFromBucketsIsToldWithItsBounds() {
    MeasuredServer server = text.server(MINUTE + map("__fput_us", "[512, 1K)", 600));
    assertThat(server.unknown())
        .contains("the exact mean of measured: 768 us, from buckets that allow 512 us to 1.02 ms");
  }

  @Test
  void closesInTwoFilesAreRefused(@TempDir Path folder) {
    String twice = MINUTE + map("__fput_us", "[64, 128)", 600) + " 0)   2.0 us      |  __fput();\n";
    assertThat(text.refusal(twice))
        .isEqualTo(
            "%s (bpftrace histograms) and %s (function_graph trace) both hold closes; whether they are the same is not known. Import one."
                .formatted(folder.resolve("m.txt"), folder.resolve("m.txt"))
                .replace(folder.resolve("m.txt").toString(), "m.txt"));
  }

  @Test
  void scenarioHasTheRateTheTimesAndWhatIsNotKnown() throws ScenarioProblems {
    MeasuredServer server =
        text.server(
            "cpus 0-3,8\nnfsd threads 32\n"
                + MINUTE
                + map("__fput_us[nfsd]", "[64, 128)", 600)
                + map("__fput_us[task]", "[64, 128)", 60));
    String file = ScenarioText.of(server, "a.conf", "a \"b\" \\ c\n", ClosePolicy.SYNC);

    assertThat(file)
        .contains("release = [ io empirical(64us..128us 600) ]", "rate = 10/s")
        .contains("nfsd.threads = 32", "# - when closes come: at random (Poisson)");
    Scenario scenario = ScenarioLoader.parse(file, "a.conf");
    assertThat(scenario.title()).isEqualTo("a \"b\" \\ c");
    assertThat(scenario.kernel().close()).isEqualTo(ClosePolicy.SYNC);
    assertThat(scenario.kernel().cpus()).isEqualTo(5);
    assertThat(file.lines())
        .filteredOn(line -> line.startsWith("#"))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void rateThatIsSaidIsSharedOutAsTheClosesAre() {
    MeasuredServer server =
        text.server(
            map("__fput_us[nfsd]", "[64, 128)", 900) + map("__fput_us[task]", "[64, 128)", 300),
            Hints.NONE.withRate(40));
    assertThat(server.span()).isEmpty();
    assertThat(server.streams()).extracting(Stream::rate).containsExactly(30.0, 10.0);
    assertThat(server.unknown())
        .contains("the rate: as said by --rate, shared out as the closes are");
  }

  @Test
  void whoClosesIsAsTheUserSaysWhereTheFileDoesNot() {
    String both = map("__fput_us", "[64, 128)", 900) + map("__fput_us[nfsd]", "[64, 128)", 300);
    assertThat(text.server(MINUTE + both).streams())
        .extracting(Stream::caller)
        .containsExactly(Caller.UNKNOWN, Caller.NFSD);
    assertThat(text.server(MINUTE + both, Hints.NONE.by(Caller.USER)).streams())
        .extracting(Stream::caller)
        .containsExactly(Caller.USER, Caller.NFSD);
  }

  @Test
  void processorsAndThreadsAreAsTheUserSays() {
    String measured = "cpus 0-3\n" + MINUTE + map("__fput_us[nfsd]", "[64, 128)", 600);
    MeasuredServer server = text.server(measured, Hints.NONE.withCpus(16).withThreads(32));
    assertThat(server.cpus()).hasValue(16);
    assertThat(server.threads()).hasValue(32);
    assertThat(server.unknown()).noneMatch(what -> what.contains("threads"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpus 0-99998", "cpus 7-3", "cpus=0", "nfsd threads 999999"})
  void machineThatCannotBeIsAForeignLine(String machine) {
    Reading reading = text.read(machine + "\n" + MINUTE + map("__fput_us[nfsd]", "[64, 128)", 600));
    assertThat(reading.skipped(Reading.FOREIGN)).isEqualTo(1);
    assertThat(reading.surroundings().cpus()).isEmpty();
    assertThat(reading.surroundings().threads()).isEmpty();
  }

  @Test
  void durationsLongerThanTheMeasuringAreRefused() {
    assertThat(text.refusal(MINUTE + map("__fput_ns", "[128T, 256T)", 600)))
        .isEqualTo(
            "m.txt: one __fput took at least 39.1 h, but only 60 s were measured: the time or the unit is wrong.");
  }

  @Test
  void durationsThatNoCloseTakesAreRefusedThoughTheRateIsSaid() {
    assertThat(text.refusal(map("__fput_ms", "[256G, 512G)", 600), Hints.NONE.withRate(1)))
        .startsWith("m.txt: one __fput took at least")
        .endsWith("which no close does: the unit is wrong.");
    assertThat(text.refusal(map("__fput_s[task]", "[16, 32)", 600), Hints.NONE.withRate(9999)))
        .startsWith("m.txt: 239,976 user tasks would be closing at any time");
  }

  @Test
  void ratesThatNoScenarioHasAreRefused() {
    assertThat(text.refusal("measured for 0 ms\n" + map("__fput_us", "[1, 2)", 6)))
        .isEqualTo("m.txt: says that it was measured for no time at all.");
    assertThat(text.refusal("measured for 999999999999 ms\n" + map("__fput_us", "[1, 2)", 1)))
        .startsWith("m.txt: 1 close in this time are 1.0e-09 a second");
    assertThat(
            text.refusal("measured for 1 ms\n" + map("__fput_us", "[1, 2)", 900_000_000_000_000L)))
        .contains("a scenario can have one an hour to 1e+08 a second");
  }

  @Test
  void rareClosesAreRunForLongerAndManyForLess() throws ScenarioProblems {
    assertThat(seconds(map("__fput_us[nfsd]", "[64, 128)", 600))).isEqualTo(200);
    assertThat(seconds(map("__fput_us[nfsd]", "[64, 128)", 60_000))).isEqualTo(60);
    assertThat(seconds(map("__fput_us[nfsd]", "[1]", 6_000_000))).isEqualTo(5);
  }

  private long seconds(String measured) throws ScenarioProblems {
    String file =
        ScenarioText.of(text.server(MINUTE + measured), "a.conf", "t", ClosePolicy.DEFERRED);
    return ScenarioLoader.parse(file, "a.conf").duration() / 1_000_000_000L;
  }
}
