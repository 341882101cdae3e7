package org.fputlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedTest {

  @Test
  void medianWithTheLeastAndTheMost() {
    assertThat(new Repeated(new double[] {3, 1, 2}).text()).isEqualTo("2.00 (1.00 to 3.00)");
    assertThat(new Repeated(new double[] {4, 1, 2, 3}).median()).isEqualTo(2.5);
  }

  @Test
  void ratiosAreOfFiguresMeasuredSideBySide() {
    Repeated ratio = new Repeated(new double[] {10, 40}).over(new Repeated(new double[] {5, 10}));

    assertThat(ratio.least()).isEqualTo(2);
    assertThat(ratio.most()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1234567|1,230,000", "0.012345|0.0123", "0|0.0", "12.345|12.3", "999.9|1,000"})
  void threeDigits(double figure, String text) {
    assertThat(Repeated.digits(figure)).isEqualTo(text);
  }
}
