package org.fputlab.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Dist;
import org.fputlab.scenario.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistParserTest {

  private final Path folder;

  DistParserTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Dist parse(String text) throws BadValue {
    return DistParser.parse(text, name -> SafeText.of(folder.resolve(name)));
  }

  @Test
  void alikeHoldsAnotherDistribution() throws BadValue {
    assertThat(parse("alike(exp(2ms))")).isEqualTo(new Dist.Alike(new Dist.Exp(2_000_000)));
    assertThat(parse("alike(uniform(1ms 3ms))").mean()).isEqualTo(2_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "7ns, 7",
    "20us, 20000",
    "2ms, 2000000",
    "0.5ms, 500000",
    "1.000001s, 1000001000",
    "60s, 60000000000",
    "2m, 120000000000",
    "1h, 3600000000000",
    "0s, 0"
  })
  void durationsCarryTheirUnit(String text, long nanos) throws BadValue {
    assertThat(Quantity.duration(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5",
        "5 s",
        "5S",
        "5parsecs",
        "-5s",
        "5.s",
        ".5s",
        "1e3s",
        "0x1s",
        "0.1ns",
        "9999h",
        "NaNs",
        "5s5",
        "1,5s",
        "99999999999999999999999999999999s"
      })
  void whatIsNoDurationIsRefused(String text) {
    assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Quantity.duration(text));
  }

  @ParameterizedTest
  @CsvSource({"2s, 2s", "2000ms, 2s", "90s, 90s", "1500ms, 1500ms", "3us, 3us"})
  void durationsAreShownInTheirLargestWholeUnit(String text, String shown) throws BadValue {
    assertThat(Quantity.shown(Quantity.duration(text))).isEqualTo(shown);
  }

  @Test
  void ratesAreTimesBetweenTwo() throws BadValue {
    assertThat(Quantity.interval("2000/s")).isEqualTo(500_000.0);
    assertThat(Quantity.interval("2/ms")).isEqualTo(500_000.0);
    assertThat(Quantity.interval("0.5/m")).isEqualTo(120e9);
  }

  @Test
  void distributionsAreRead() throws BadValue {
    assertThat(parse("2ms")).isEqualTo(new Dist.Fixed(2_000_000));
    assertThat(parse("exp(2ms)")).isEqualTo(new Dist.Exp(2e6));
    assertThat(parse("uniform(1ms 3ms)")).isEqualTo(new Dist.Uniform(1_000_000, 3_000_000));
    assertThat(parse("lognormal(median 1ms p99 20ms)"))
        .isEqualTo(new Dist.Lognormal(1_000_000, 20_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp()",
        "exp(2)",
        "exp(0s)",
        "exp(1ms 2ms)",
        "exp(2ms",
        "exp 2ms)",
        "uniform(1ms)",
        "uniform(3ms 1ms)",
        "lognormal(1ms 20ms)",
        "lognormal(median 1ms p95 20ms)",
        "lognormal(median 2ms p99 1ms)",
        "lognormal(median 0s p99 1ms)",
        "normal(1ms)",
        "empirical()",
        "empirical(none.csv)"
      })
  void whatIsNoDistributionIsRefused(String text) {
    assertThatExceptionOfType(BadValue.class).isThrownBy(() -> parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency_us,count\n100,3\n500,1\n",
        "us\n100\n100\n100\n500",
        "# measured\n\n100us,3\r\n500us,1\r\n",
        "latency (us), weight\n100, 0.75\n500, 0.25\n"
      })
  void measuredTimesHaveTheirUnitInTheHeaderOrEach(String table) throws BadValue {
    Written.file(folder, "t.csv", table);

    assertThat(parse("empirical(t.csv)").mean()).isCloseTo(200_000, within(0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`latency,count\n1,1\n`|t.csv:1: latency,count is a header that names no unit",
        "`us\n1,-1\n`|t.csv:2: 1,-1 has a weight that is no number from 0 up",
        "`us\n1,1,1\n`|t.csv:2: 1,1,1 has more than a value and a weight",
        "`5\n`|t.csv:1: 5 has no unit",
        "`us\n-5\n`|t.csv:2: -5 is negative",
        "`us\n5,0\n`|t.csv has no value with a weight above zero",
        "`us\n`|t.csv has no value with a weight above zero",
        "`,5\n`|t.csv:1: ,5 begins with no value"
      })
  void badTablesAreRefusedWithTheirLine(String table, String problem) {
    Written.file(folder, "t.csv", table);

    assertThatExceptionOfType(BadValue.class)
        .isThrownBy(() -> parse("empirical(t.csv)"))
        .withMessage(problem);
  }

  @Test
  void aTableLiesBesideTheFileThatNamesIt() {
    Written.file(folder, "t.csv", "us\n7\n");

    assertThat(
            Written.server(Written.with(folder, "servers.s { service = empirical(t.csv) }"), "s")
                .service()
                .mean())
        .isEqualTo(7_000);
  }

  @Test
  void measuredBucketsStandInTheStepItself() throws BadValue {
    Dist dist = parse("empirical(80us 40 100us..150us 60)");

    assertThat(dist.mean()).isCloseTo(0.4 * 80_000 + 0.6 * 125_000, within(1e-6));
    assertThat(dist.sample(() -> 0.2)).isEqualTo(80_000);
    assertThat(dist.sample(() -> 0.7)).isEqualTo(125_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empirical(80us 40 100us)",
        "empirical(80us 40 150us..100us 60)",
        "empirical(80 40 100us 60)",
        "empirical(80us x 100us 60)",
        "empirical(80us 0 100us 0)",
        "empirical(80us.. 1)"
      })
  void measuredBucketsThatAreNoneAreRefused(String text) {
    assertThatExceptionOfType(BadValue.class).isThrownBy(() -> parse(text));
  }
}
