package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.junit.jupiter.api.Test;

class PlainFormulaTest {

  private static final Offset<Double> NEARLY = within(0.1);

  /** Two closers whose releases take 1.1 ms, at so many a second. */
  private static MeasuredRun run(String policy, int rate) {
    List<String> lines = new ArrayList<>(Samples.summary(policy));
    lines.replaceAll(line -> line.replace("rate=50", "rate=" + rate));
    return Samples.run("sample", lines);
  }

  private static double figure(MeasuredRun run, Quantity quantity) {
    return PlainFormula.of(run, quantity).orElseThrow();
  }

  @Test
  void rateIsKeptBelowCapacity() {
    assertThat(figure(run("deferred", 500), Quantity.CLOSES)).isEqualTo(500);
    assertThat(figure(run("deferred", 500), Quantity.SLOPE)).isZero();
  }

  @Test
  void oneWorkerReleasesWhatIsOnTheList() {
    assertThat(figure(run("deferred", 1_500), Quantity.CLOSES)).isCloseTo(909.1, NEARLY);
    assertThat(figure(run("deferred", 1_500), Quantity.SLOPE)).isCloseTo(590.9, NEARLY);
  }

  @Test
  void eachCloserReleasesItsOwnWhereItClosesInPlace() {
    assertThat(figure(run("sync", 1_500), Quantity.CLOSES)).isEqualTo(1_500);
    assertThat(figure(run("sync", 0), Quantity.CLOSES)).isCloseTo(1_818.2, NEARLY);
    assertThat(figure(run("sync", 0), Quantity.SLOPE)).isZero();
    assertThat(figure(run("sync", 0), Quantity.WAIT_P50)).isCloseTo(1_100_000, NEARLY);
  }

  @Test
  void doesNotKnowWhatAKernelMakesOfADeferredClose() {
    for (Quantity quantity :
        List.of(Quantity.WAIT_P50, Quantity.WAIT_P99, Quantity.LAG_P50, Quantity.LAG_P99)) {
      assertThat(PlainFormula.of(run("deferred", 500), quantity)).isEmpty();
    }
    assertThat(PlainFormula.of(run("deferred", 0), Quantity.SLOPE)).isEmpty();
  }
}
