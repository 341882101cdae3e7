package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the percentiles of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.10. */
class StudentTTest {

  @ParameterizedTest
  @CsvSource({
    "  1, 6.314, 12.706, 63.657, 636.619",
    "  2, 2.920,  4.303,  9.925,  31.598",
    "  3, 2.353,  3.182,  5.841,  12.924",
    "  4, 2.132,  2.776,  4.604,   8.610",
    " 10, 1.812,  2.228,  3.169,   4.587",
    " 19, 1.729,  2.093,  2.861,   3.883",
    " 20, 1.725,  2.086,  2.845,   3.850",
    " 60, 1.671,  2.000,  2.660,   3.460",
    "120, 1.658,  1.980,  2.617,   3.373"
  })
  void quantilesAreThoseOfTheTables(
      int degrees, double of90, double of95, double of99, double of999) {
    assertThat(StudentT.twoSided(0.90, degrees)).isCloseTo(of90, within(0.0006));
    assertThat(StudentT.oneSided(0.95, degrees)).isCloseTo(of90, within(0.0006));
    assertThat(StudentT.twoSided(0.95, degrees)).isCloseTo(of95, within(0.0006));
    assertThat(StudentT.twoSided(0.99, degrees)).isCloseTo(of99, within(0.0006));
    assertThat(StudentT.twoSided(0.999, degrees)).isCloseTo(of999, within(0.002));
  }
}
