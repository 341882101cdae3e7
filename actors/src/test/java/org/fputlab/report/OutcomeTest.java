package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  private static Outcome outcome(Verdict verdict, Verdict expected) {
    return new Outcome(verdict, Optional.ofNullable(expected), false);
  }

  @ParameterizedTest
  @CsvSource({
    "OK, OK, 0",
    "DEADLOCK, DEADLOCK, 0",
    "INCONCLUSIVE, INCONCLUSIVE, 0",
    "OK, DEADLOCK, 1",
    "GROWS, OK, 1",
    "DEADLOCK, OK, 3",
    "INCONCLUSIVE, OK, 4",
    "GROWS, , 0",
    "WAITS, , 0",
    "DEADLOCK, , 3",
    "INCONCLUSIVE, , 4"
  })
  void exitCodeFollowsFromVerdictAndExpectation(Verdict verdict, Verdict expected, int code) {
    assertThat(outcome(verdict, expected).exitCode()).isEqualTo(code);
  }

  @Test
  void interruptedRunExitsAsShellsExpect() {
    assertThat(new Outcome(Verdict.OK, Optional.of(Verdict.OK), true).exitCode()).isEqualTo(130);
  }

  @Test
  void gravestOfSeveralRunsDecides() {
    Outcome fine = outcome(Verdict.OK, Verdict.OK);
    Outcome other = outcome(Verdict.GROWS, Verdict.OK);
    Outcome deadlock = outcome(Verdict.DEADLOCK, Verdict.OK);
    assertThat(Outcome.exitCode(List.of(fine, fine))).isZero();
    assertThat(Outcome.exitCode(List.of(fine, other))).isEqualTo(1);
    assertThat(Outcome.exitCode(List.of(other, deadlock, fine))).isEqualTo(3);
  }
}
