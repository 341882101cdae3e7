package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fputlab.DocBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the page on measuring gives is one that bpftrace takes, where there is one. */
class MeasuringScriptTest {

  private static final Path BPFTRACE = Path.of("/usr/bin/bpftrace");

  private final Path folder;

  MeasuringScriptTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String script() {
    return DocBlock.all("").stream()
        .map(DocBlock::text)
        .filter(text -> text.startsWith("#!/usr/bin/env bpftrace\n"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bpftraceCompilesIt() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BPFTRACE));
    Path file = Files.writeString(folder.resolve("closes.bt"), script());
    Process compiled =
        new ProcessBuilder(BPFTRACE.toString(), "-d", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(compiled.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = compiled.waitFor();
    assumeTrue(!said.contains("only supports running as the root user"));
    assertThat(code).as(said).isZero();
  }

  @Test
  void itPrintsTheLinesThatImportTakesForItsFirstAndLast() {
    assertThat(script())
        .contains("closes.bt begins", "closes.bt ends", "measured for %d ms", "nfsd threads");
  }
}
