package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a program in Java's place that tells which signals it ignores. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

  private static final int SIGINT = 1 << 1;

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static long ignoredBy(Path home, String shell) throws Exception {
    Path java = home.resolve("java");
    executable(java.resolve("bin/java"), "#!/bin/sh\ngrep SigIgn /proc/self/status\n");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    executable(home.resolve("fputlab"), Files.readString(Path.of("../fputlab")));
    Files.createDirectories(home.resolve("actors/target"));
    Files.writeString(home.resolve("actors/target/fputlab.jar"), "");
    ProcessBuilder script = new ProcessBuilder("sh", "-c", shell).directory(new File("" + home));
    script.environment().put("JAVA_HOME", java.toString());
    Process process = script.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return Long.parseUnsignedLong(printed.replaceFirst("SigIgn:\\s*", "").strip(), 16);
  }

  @Test
  void aScriptsBackgroundJobHearsCtrlC(@TempDir Path home) throws Exception {
    assertThat(ignoredBy(home, "grep SigIgn /proc/self/status & wait $!") & SIGINT).isNotZero();
    assertThat(ignoredBy(home, "./fputlab live & wait $!") & SIGINT).isZero();
  }

  @Test
  void aJobInFrontHearsItAnyhow(@TempDir Path home) throws Exception {
    assertThat(ignoredBy(home, "./fputlab live") & SIGINT).isZero();
  }
}
