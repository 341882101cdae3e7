package org.fputlab.scenario;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.fputlab.DocBlock;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says of scenario files is so. */
@TestInstance(Lifecycle.PER_CLASS)
class DocsTest {

  private static final String LANGUAGE = "language.md";

  private final Runner runner = new Runner();
  private final Set<String> unused = new LinkedHashSet<>();

  @AfterAll
  void stopTheEngine() {
    runner.close();
  }

  static List<DocBlock> scenarios() {
    return DocBlock.all("hocon").stream().filter(DocBlock::isScenario).toList();
  }
}
