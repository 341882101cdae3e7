package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fputlab.DocBlock;
import org.fputlab.fault.FaultWord;
import org.fputlab.fault.Faults;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.ClosePolicy.Route;
import org.fputlab.model.Closer;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
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

  @AfterAll
  void stopTheEngine() {
    runner.close();
  }

  static List<DocBlock> scenarios() {
    return DocBlock.all("hocon").stream().filter(DocBlock::isScenario).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void everyScenarioRunsToItsEndAndComesToTheVerdictsItExpects(DocBlock block, @TempDir Path folder)
      throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.load(block.write(folder, "a.conf"), block.toString());
    Set<ClosePolicy> policies = new LinkedHashSet<>(scenario.expect().keySet());
    policies.add(scenario.kernel().close());

    for (ClosePolicy policy : policies) {
      RunResult result =
          runner.run(scenario, RunOptions.of(scenario).with(policy), RunListener.NONE);
      assertThat(result.simulated()).isEqualTo(scenario.duration());
      Verdict expected = scenario.expect().getOrDefault(policy, result.verdict());
      assertThat(result.verdict()).as(policy.word()).isEqualTo(expected);
    }
  }

  @Test
  void everyWordOfTheLanguageIsRunByAnExample() {
    String run =
        scenarios().stream()
            .filter(block -> block.page().equals(LANGUAGE))
            .flatMap(block -> block.text().lines())
            .filter(line -> !line.startsWith("title") && !line.startsWith("#"))
            .collect(Collectors.joining("\n"));

    assertThat(ScenarioLoader.words())
        .extracting(Word::word)
        .allSatisfy(word -> assertThat(run).containsPattern(asStep(word)));
  }

  /** The word where a step begins, and not as a key or within another. */
  private static Pattern asStep(String word) {
    return Pattern.compile("(?m)(?:[\\[,]|^)\\s*" + word + "(?![\\w-]|\\s*[={])");
  }

  @Test
  void everyWordOfTheLanguageIsExplainedWithItsArguments() {
    List<String> page = DocBlock.page(LANGUAGE);
    for (Word word : ScenarioLoader.words()) {
      assertThat(page)
          .anyMatch(
              line ->
                  DocTable.names(DocTable.cell(line, 0)).contains(word.word())
                      && DocTable.cell(line, 1).equals(word.arguments()));
    }
  }

  @Test
  void everyNameThatThePartsOfTheKernelTakeIsTold() {
    String page = String.join(" ", DocBlock.page("scenario-file.md"));
    String told = page.replaceFirst(".*of the kernel's parts \\(([^)]*)\\).*", "$1");

    assertThat(told.replace("`", "").split(", ")).containsExactlyInAnyOrderElementsOf(Kernel.PARTS);
  }

  @Test
  void theTablesOfPoliciesAreTheModels() {
    Map<String, Closer> closers =
        Map.of(
            "a user task", Closer.USER,
            "a kernel thread", Closer.KTHREAD,
            "an nfsd thread", Closer.NFSD,
            "an nfsd thread, for the file cache", Closer.NFSD_FILE_CACHE,
            "a worker, for the file cache", Closer.WORKER_FILE_CACHE);
    List<String> page = DocBlock.page(LANGUAGE);

    closers.forEach(
        (spoken, closer) -> assertThat(page).contains(row(spoken, policy -> put(policy, closer))));
    List.of("a user task", "a kernel thread", "an nfsd thread")
        .forEach(
            spoken ->
                assertThat(page)
                    .contains(row(spoken, policy -> mntput(policy, closers.get(spoken), false))));
    for (Closer closer : Closer.values()) {
      assertThat(page)
          .contains(row("any, of an internal mount", policy -> mntput(policy, closer, true)));
    }
  }

  private interface Cell {
    String under(ClosePolicy policy);
  }

  private static String row(String first, Cell cell) {
    StringBuilder row = new StringBuilder("| " + first + " |");
    for (ClosePolicy policy : ClosePolicy.values()) {
      row.append(' ').append(cell.under(policy)).append(" |");
    }
    return row.toString();
  }

  private static String put(ClosePolicy policy, Closer closer) {
    return spoken(policy.fput(closer), closer, "delayed_fput");
  }

  private static String mntput(ClosePolicy policy, Closer closer, boolean internal) {
    return spoken(policy.mntput(closer, internal), closer, "delayed_mntput");
  }

  private static String spoken(Route route, Closer closer, String worker) {
    return switch (route) {
      case INLINE -> "here";
      case TASK_WORK -> closer.isNfsdThread() ? "between requests" : "at return to user mode";
      case DELAYED -> worker;
    };
  }

  @Test
  void everyFaultIsExplainedWithItsSettings() {
    List<String> page = DocBlock.page(DocTable.KEYS_PAGE);
    for (FaultWord fault : Faults.words()) {
      Set<String> settings = new LinkedHashSet<>(fault.required().keySet());
      settings.addAll(fault.optional().keySet());
      assertThat(page)
          .anyMatch(
              line ->
                  DocTable.names(DocTable.cell(line, 0)).contains(fault.word())
                      && DocTable.names(DocTable.cell(line, 2)).containsAll(settings));
    }
  }

  @Test
  void everyKeyOfTheReferenceIsExplainedAndNoOther() {
    assertThat(DocTable.keys().keySet())
        .containsExactlyInAnyOrderElementsOf(DocTable.keysOfTheReference().keySet());
  }

  @Test
  void everyDefaultIsThatOfTheReference() {
    Map<String, String> reference = DocTable.keysOfTheReference();
    DocTable.keys()
        .forEach(
            (key, said) ->
                DocTable.names(said)
                    .forEach(value -> assertThat(value).as(key).isEqualTo(reference.get(key))));
  }
}
