package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fputlab.DocBlock;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows of the program's output is what it prints, but for {@code ...}. */
class PrintedInDocsTest {

  private static final String PROMPT = "$ ./fputlab ";
  private static final String LEFT_OUT = "\n...\n";
  private static final String SUFFIX = ".conf";
  private static final String HOME = "../";
  private static final String IMPORT = "import ";
  private static final String OUT = "--out ";

  private final Path folder;

  PrintedInDocsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Stream<DocBlock> named() {
    return Stream.of("hocon", "hocon refused")
        .flatMap(kind -> DocBlock.all(kind).stream())
        .filter(block -> !block.name().isEmpty());
  }

  /** The commands that the documentation shows with what they print. */
  static List<DocBlock> commands() {
    return DocBlock.all("console").stream()
        .filter(block -> block.text().startsWith(PROMPT) && block.text().lines().count() > 1)
        .filter(block -> !RemoteInDocsTest.isRemote(block))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void commandPrintsWhatThePageShows(DocBlock block) {
    int end = block.text().indexOf('\n');
    String printed = printed(block.text().substring(PROMPT.length(), end));
    int at = 0;
    for (String part : block.text().substring(end).split(Pattern.quote(LEFT_OUT), -1)) {
      int found = printed.indexOf(part.strip(), at);
      assertThat(found).as("place of%n%s%nin%n%s", part, printed).isNotNegative();
      at = found + part.strip().length();
    }
    assertThat(printed.substring(at).strip()).isEmpty();
  }

  /** What an import writes into a file is what the page shows of that file. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("imports")
  void importWritesWhatThePageShows(DocBlock block) throws IOException {
    String line = block.text().lines().findFirst().orElseThrow();
    printed(line.substring(PROMPT.length()));
    String name = written(block);
    DocBlock shown = named().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
    assertThat(Files.readString(folder.resolve(name)).replace(HOME, "")).isEqualTo(shown.text());
  }

  /** Those of which the page shows the file. */
  static List<DocBlock> imports() {
    List<String> shown = named().map(DocBlock::name).toList();
    return commands().stream()
        .filter(block -> block.text().startsWith(PROMPT + IMPORT))
        .filter(block -> shown.contains(written(block)))
        .toList();
  }

  private static String written(DocBlock block) {
    String line = block.text().lines().findFirst().orElseThrow();
    return line.substring(line.indexOf(OUT) + OUT.length());
  }

  private String printed(String arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed);
    Fputlab.commandLine(new DocLaboratory(), new Interruption(), writer, writer)
        .execute(
            Stream.of(arguments.split(" ", -1))
                .map(
                    word ->
                        arguments.startsWith(IMPORT) || word.startsWith("docs/")
                            ? here(word)
                            : word)
                .toArray(String[]::new));
    return printed.toString().replace(folder + "/", "").replace(HOME, "");
  }

  /** Samples lie beside the pages; what is written goes to a folder of its own. */
  private String here(String word) {
    if (word.startsWith("docs/")) {
      return HOME + word;
    }
    return word.endsWith(SUFFIX) ? folder.resolve(word).toString() : word;
  }

  /** Runs shipped scenarios, and those that the documentation holds as if they lay at hand. */
  private final class DocLaboratory implements Laboratory {

    private final ShippedLaboratory shipped = new ShippedLaboratory();

    @Override
    public Scenario load(Path file) throws BadScenario {
      throw new AssertionError(file + " is beside the documentation");
    }

    @Override
    public List<String> shippedNames() {
      return Stream.concat(
              named().map(block -> block.name().replace(SUFFIX, "")),
              shipped.shippedNames().stream())
          .toList();
    }

    @Override
    public Scenario loadShipped(String name) throws BadScenario {
      String shown = name + SUFFIX;
      Optional<DocBlock> block = named().filter(file -> file.name().equals(shown)).findFirst();
      if (block.isEmpty()) {
        return shipped.loadShipped(name);
      }
      try {
        return ScenarioLoader.load(block.get().write(folder, shown), shown);
      } catch (ScenarioProblems bad) {
        throw new BadScenario(bad.problems().stream().map(Problem::text).toList());
      }
    }

    @Override
    public Bench bench() {
      return shipped.bench();
    }
  }
}
