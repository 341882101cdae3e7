package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no scenario, or cannot be read. */
class BadFileTest {

  private final Path folder;

  BadFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(Written.problems(folder.resolve("a.conf")))
        .containsExactly("a.conf: there is no such file.");
  }

  @Test
  void aDirectoryIsNoScenario() {
    assertThat(Written.problems(folder))
        .singleElement()
        .asString()
        .endsWith(": is a directory. Name a file in it.");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(Written.problems(folder, "  # nothing\n"))
        .singleElement()
        .asString()
        .startsWith("a.conf: is empty. A scenario has at least a title");
  }

  @Test
  void aBinaryFileIsRefused() throws IOException {
    Path file = folder.resolve("a.conf");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 0, 1});
    assertThat(Written.problems(file)).containsExactly("a.conf: is not text: byte 4 is zero.");

    Files.write(file, new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    assertThat(Written.problems(file)).containsExactly("a.conf: is not text in UTF-8.");
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("a.conf");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L << 20);
    }
    assertThat(Written.problems(file))
        .containsExactly("a.conf: is larger than 1 MiB, the limit for a scenario's files.");
  }

  @Test
  void aFileWithoutPermissionIsRefused() throws IOException {
    Path file = Written.file(folder, "a.conf", "title = t");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "the superuser reads everything");
    assertThat(Written.problems(file))
        .containsExactly("a.conf: may not be read. Check its permissions.");
  }

  @Test
  void aFileThatFailsToBeReadIsRefused() {
    Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.isRegularFile(memory), "Linux only");
    assertThat(Written.problems(memory))
        .singleElement()
        .asString()
        .startsWith("mem: cannot be read: ");
  }

  @Test
  void aDeviceIsRefused() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "Linux only");
    assertThat(Written.problems(device))
        .singleElement()
        .asString()
        .contains("is not a regular file");
  }

  @Test
  void anIncludeThatIsMissingIsTold() {
    assertThat(Written.problemsWith(folder, "include \"more.conf\""))
        .containsExactly("a.conf:2: include = more.conf: there is no such file.");
  }

  @Test
  void anIncludeLoopIsTold() {
    Written.file(folder, "b.conf", "\ninclude \"a.conf\"\n");
    assertThat(Written.problemsWith(folder, "include \"b.conf\""))
        .containsExactly(
            "b.conf:2: include = a.conf: includes itself: a loop of includes."
                + " Take one of them out.");
  }

  @Test
  void addressesAreNotIncluded() {
    assertThat(Written.problemsWith(folder, "include url(\"http://localhost/a.conf\")"))
        .singleElement()
        .asString()
        .startsWith("a.conf:2: include = http://localhost/a.conf: only files are included.");
  }

  @Test
  void problemsInAnIncludedFileBearItsName() {
    Written.file(folder, "b.conf", "\n\nseed = x\n");
    assertThat(Written.problemsWith(folder, "cpus = none\ninclude \"b.conf\""))
        .containsExactly(
            "a.conf:2: cpus = none: is not a whole number. Write a whole number from 1 to 8192.",
            "b.conf:3: seed = x: is not a whole number. Write a whole number without quotes.");
  }

  static Stream<Arguments> syntax() {
    return Stream.of(
        Arguments.of("mounts.m { filesystem = tmpfs", "a.conf:\\d: .*end of file.*"),
        Arguments.of("}", "a.conf:2: unbalanced close brace '}' with no open brace\\."),
        Arguments.of("title = \"t", "a.conf:2: a quotation mark is not closed\\."),
        Arguments.of("seed = \"t\n1", "a.conf:2: expecting a value but got the end of the line\\."),
        Arguments.of("nonsense", "a.conf:2: key 'nonsense' may not be followed by end of file\\."),
        Arguments.of(
            "run = [ fput : a ]",
            "a.conf:2: .*':'\\. Put text that holds it into double quotes\\."),
        Arguments.of(
            "run = [ cpu 1ms? ]",
            "a.conf:2: .*'\\?'\\. Put text that holds it into double quotes\\."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("syntax")
  void aSyntaxErrorHasItsLine(String text, String problem) {
    assertThat(Written.problemsWith(folder, text))
        .singleElement()
        .asString()
        .matches(problem)
        .doesNotContain("typesafe", "oken", "Exception", "JSON");
  }

  @Test
  void aListIsNoScenario() {
    assertThat(Written.problems(folder, "[ 1, 2 ]"))
        .containsExactly(
            "a.conf:1: begins with a list. A scenario is made of keys and their values.");
  }

  @Test
  void anUnknownReferenceIsTold() {
    assertThat(Written.problemsWith(folder, "seed = ${HOME}"))
        .containsExactly("a.conf:2: could not resolve substitution to a value: ${HOME}.");
  }

  @Test
  void endlessNestingIsRefused() {
    assertThat(Written.problemsWith(folder, "a = " + "[".repeat(400_000)))
        .singleElement()
        .asString()
        .contains("nested too deeply");
  }
}
