package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVersionTest {

  @Test
  void minorReleasesAreCountedNotReadAsFractions() {
    assertThat(KernelVersion.parse("6.10")).isGreaterThan(KernelVersion.parse("6.9"));
    assertThat(KernelVersion.parse("6.10").isAtLeast(6, 9)).isTrue();
    assertThat(KernelVersion.parse("6.10").isAtLeast(6, 10)).isTrue();
    assertThat(KernelVersion.parse("6.10").isAtLeast(6, 11)).isFalse();
    assertThat(KernelVersion.parse("6.10")).hasToString("6.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "6.", "six.six", "6.6.1", "6.6-rc1", "99999.1"})
  void whatIsNoReleaseIsRefused(String text) {
    assertThatThrownBy(() -> KernelVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
