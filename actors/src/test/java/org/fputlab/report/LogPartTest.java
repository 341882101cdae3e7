package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.UnreadableLog;
import org.junit.jupiter.api.Test;

/** A log's part of a report claims no more than the log's own words. */
class LogPartTest {

  private static ObjectNode part(String sample) throws UnreadableLog {
    List<String> files = List.of("src/test/resources/kernellog/" + sample);
    LogReading log = LogReading.of(files, InputStream.nullInputStream(), bytes -> {});
    Situation situation = Situation.of(log, FunctionTable.shipped());
    return LogPart.of(log, situation, FunctionTable.shipped(), "./fputlab read " + sample).json();
  }

  private static boolean isDrawnAsDeadlock(JsonNode part) {
    return part.findParents("deadlocked").stream()
        .anyMatch(task -> task.get("deadlocked").asBoolean());
  }

  @Test
  void circleThatIsPrintedIsADeadlock() throws UnreadableLog {
    ObjectNode part = part("two-owners.log");
    assertThat(part.findValuesAsText("kind")).contains("deadlock");
    assertThat(isDrawnAsDeadlock(part)).isTrue();
  }

  @Test
  void circleThatRestsOnAGuessIsNone() throws UnreadableLog {
    ObjectNode part = part("fuse-containers.log");
    assertThat(part.findValuesAsText("kind"))
        .contains("would_be_a_deadlock")
        .doesNotContain("deadlock");
    assertThat(isDrawnAsDeadlock(part)).isFalse();
  }

  @Test
  void aLogInWhichNobodyWaitsStillSaysWhatTheKernelReported() throws UnreadableLog {
    ObjectNode part = part("softirq.log");
    assertThat(part.get("verdict").asText()).isEqualTo("may deadlock");
    assertThat(part.has("worst")).isFalse();
    assertThat(part.findValuesAsText("kind")).contains("lockdep");
    assertThat(part("processors.log").findValuesAsText("headline"))
        .anyMatch(line -> line.contains("kworker/0:2:871 (events delayed_fput): in delayed_fput"));
  }

  @Test
  void aTaskIsInTheTreeOfWhatItWaitsForInTheEnd() throws UnreadableLog {
    ObjectNode worst = (ObjectNode) part("fuse-containers.log").get("worst");
    assertThat(worst.get("trees")).isNotEmpty();
    for (JsonNode task : worst.get("tasks")) {
      assertThat(task.get("tree").isNumber()).isEqualTo(!task.get("waits_for").isNull());
    }
  }
}
