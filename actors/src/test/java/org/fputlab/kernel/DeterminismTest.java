package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same machine and seed give the same trace, wherever and whenever they run. */
class DeterminismTest {

  private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"));

  private static final List<Long> OURS = TraceHashes.ofBusyMachines();

  @Test
  void sameSeedGivesTheSameTracesTwiceInOneJvm() {
    assertThat(TraceHashes.ofBusyMachines()).isEqualTo(OURS);
  }

  @Test
  void everyPolicyAndEverySeedHasATraceOfItsOwn() {
    assertThat(OURS).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void freshJvmGivesTheSameTraces() throws Exception {
    assertThat(hashesOn(OWN_JAVA, "machines")).isEqualTo(OURS);
  }

  @Test
  void everyOtherJdkGivesTheSameTraces() throws Exception {
    List<Path> others = otherJdks();
    assumeThat(others)
        .as("no other JDK from 17 on is installed: name some in FPUTLAB_JDKS")
        .isNotEmpty();
    for (Path jdk : others) {
      assertThat(hashesOn(jdk, "machines")).as(jdk.toString()).isEqualTo(OURS);
    }
  }

  @Test
  void orderThatLeaksFromIdentityHashesIsCaught() throws Exception {
    assertThat(TraceHashes.ofLeak()).isNotEqualTo(TraceHashes.ofLeak());
    assertThat(hashesOn(OWN_JAVA, "leak")).isNotEqualTo(TraceHashes.ofLeak());
  }

  /** What a JVM of its own prints. */
  private static List<Long> hashesOn(Path jdk, String what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    if (feature(jdk) >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TraceHashes.class.getName(), what));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines.stream().map(Long::valueOf).toList();
  }

  /** JDKs that {@code FPUTLAB_JDKS} names, and those beside the one that runs this test. */
  private static List<Path> otherJdks() throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("FPUTLAB_JDKS");
    if (named != null) {
      Stream.of(named.split(java.io.File.pathSeparator)).map(Path::of).forEach(homes::add);
    }
    try (Stream<Path> beside = Files.list(OWN_JAVA.toRealPath().getParent())) {
      beside.sorted().forEach(homes::add);
    }
    List<Path> others = new ArrayList<>();
    for (Path home : homes) {
      boolean runs = Files.isExecutable(home.resolve("bin/java")) && feature(home) >= 17;
      Path real = runs ? home.toRealPath() : OWN_JAVA.toRealPath();
      if (!real.equals(OWN_JAVA.toRealPath()) && !others.contains(real)) {
        others.add(real);
      }
    }
    return others;
  }

  /** The feature number in a JDK's {@code release} file, as 25 of 25.0.1; 0 where there is none. */
  private static int feature(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }
}
