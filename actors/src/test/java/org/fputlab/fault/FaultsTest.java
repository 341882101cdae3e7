package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void everyFaultIsFoundByItsWordAndNoWordIsTaken() {
    assertThat(Faults.words()).extracting(FaultWord::word).doesNotHaveDuplicates().hasSize(12);
    assertThat(Faults.all())
        .allSatisfy(fault -> assertThat(Faults.of(fault.word().word())).containsSame(fault));
    assertThat(Faults.of("hanged")).isEmpty();
  }

  @Test
  void aFaultTellsWhatItDoesInTheWordsOfAScenarioFile() {
    assertThat(
            new FaultSpec(
                    0,
                    "afs",
                    "drop",
                    OptionalLong.of(1_500_000_000),
                    Map.of("times", 3.0, "probability", 0.1))
                .what())
        .isEqualTo("drop probability 0.1 times 3 for 1500ms");
  }
}
