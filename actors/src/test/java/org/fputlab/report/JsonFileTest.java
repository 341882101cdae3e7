package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {

  private final Path folder;

  JsonFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void writtenFileIsWholeAndAlone() throws IOException {
    Path target = folder.resolve("out.json");
    try (JsonFile file = JsonFile.open(target)) {
      file.write(JsonNodeFactory.instance.objectNode().put("a", 1));
    }
    assertThat(target).hasContent("{\n  \"a\" : 1\n}\n");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void runThatFailsLeavesAnOlderReportAsItWas() throws IOException {
    Path target = Files.writeString(folder.resolve("out.json"), "old");
    JsonFile.open(target).close();
    assertThat(target).hasContent("old");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void linkStaysALink() throws IOException {
    Path target = Files.writeString(folder.resolve("real.json"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
    try (JsonFile file = JsonFile.open(link)) {
      file.write(JsonNodeFactory.instance.numberNode(1));
    }
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("1\n");
  }

  @Test
  void placeThatCannotBeWrittenIsKnownBeforehand() {
    assertThatThrownBy(() -> JsonFile.open(folder)).hasMessage("is a directory");
    assertThatThrownBy(() -> JsonFile.open(folder.resolve("no/out.json")))
        .hasMessageStartingWith("there is no directory");
  }

  @Test
  void deviceIsWrittenStraight() throws IOException {
    try (JsonFile file = JsonFile.open(Path.of("/dev/null"))) {
      file.write(JsonNodeFactory.instance.numberNode(1));
    }
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
