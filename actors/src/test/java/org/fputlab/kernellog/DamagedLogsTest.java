package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fputlab.scenario.ScenarioLoader;
import org.junit.jupiter.api.Test;

/** Logs that were cut, spliced, wrapped and damaged are read without a failure. */
class DamagedLogsTest {

  private static final Path SAMPLES = Path.of("src/test/resources/kernellog");
  private static final int LOGS = 300;
  private static final FunctionTable TABLE = FunctionTable.shipped();

  private final Random random = new Random(14);
  private final List<byte[]> samples = new ArrayList<>();

  DamagedLogsTest() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.sorted().toList()) {
        samples.add(Files.readAllBytes(file));
      }
    }
  }

  private byte[] any() {
    return samples.get(random.nextInt(samples.size()));
  }

  private byte[] damaged() {
    byte[] log = any();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int from = random.nextInt(log.length + 1);
      int to = Math.min(log.length, from + random.nextInt(600));
      log =
          switch (random.nextInt(5)) {
            case 0 -> with(log, from, to, new byte[0]);
            case 1 -> with(log, from, from, any());
            case 2 -> bytesChanged(log);
            case 3 -> wrapped(log, 20 + random.nextInt(90));
            default -> linesSwapped(log);
          };
    }
    return log;
  }

  private static byte[] with(byte[] log, int from, int to, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(log, 0, from);
    out.writeBytes(instead);
    out.write(log, to, log.length - to);
    return out.toByteArray();
  }

  private byte[] bytesChanged(byte[] log) {
    byte[] changed = log.clone();
    for (int i = 0; i < log.length / 200; i++) {
      changed[random.nextInt(log.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private static byte[] wrapped(byte[] log, int columns) {
    String text = new String(log, StandardCharsets.ISO_8859_1);
    return text.replaceAll("(.{" + columns + "}\\S*) ", "$1\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] linesSwapped(byte[] log) {
    List<String> lines =
        new ArrayList<>(new String(log, StandardCharsets.ISO_8859_1).lines().toList());
    for (int i = 0; i < 6 && lines.size() > 1; i++) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void noDamageIsAFailureAndWhatIsWrittenOfItLoads() throws Exception {
    int reports = 0;
    for (int i = 0; i < LOGS; i++) {
      byte[] bytes = damaged();
      if (bytes.length == 0) {
        continue;
      }
      LogReading log;
      try {
        log = LogReading.of(List.of("-"), new ByteArrayInputStream(bytes), read -> {});
      } catch (UnreadableLog noText) {
        continue;
      }
      reports += log.reports().size();
      Situation situation = Situation.of(log, TABLE);
      String chain = ScenarioOfLog.of(log, situation, TABLE);
      if (!chain.isEmpty()) {
        assertThat(ScenarioLoader.parse(chain, "chain.conf").title()).isNotEmpty();
      }
    }
    assertThat(reports).isGreaterThan(LOGS);
  }
}
