package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code compare} with several policies at a time. */
class CompareJobsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nfsd/outruns-delayed-fput", "drivers/release-wants-the-ioctls-mutex"})
  void whatItPrintsAndWritesDoesNotDependOnHowManyRunAtATime(String scenario) throws Exception {
    List<String> alone = compare(scenario, "1");
    assertThat(alone.get(0)).contains("nfsd-task-work");
    assertThat(compare(scenario, "5")).isEqualTo(alone);
  }

  /** The exit code and what was printed, the JSON, the page. */
  private List<String> compare(String scenario, String jobs) throws Exception {
    Path json = folder.resolve(jobs + ".json");
    Path html = folder.resolve(jobs + ".html");
    Shell shell = new Shell();
    int exit =
        shell.fputlab(
            "compare",
            scenario,
            "--duration",
            "300ms",
            "--jobs",
            jobs,
            "--json",
            json.toString(),
            "--html",
            html.toString());
    assertThat(shell.err()).isEmpty();
    return List.of(exit + shell.out(), Files.readString(json), Files.readString(html));
  }

  @Test
  void lessThanOneAtATimeIsRefused() {
    Shell shell = new Shell();
    assertThat(shell.fputlab("compare", "nfsd/outruns-delayed-fput", "--jobs", "0")).isEqualTo(2);
    assertThat(shell.err()).contains("--jobs = 0: is below 1");
    assertThat(shell.out()).isEmpty();
  }
}
