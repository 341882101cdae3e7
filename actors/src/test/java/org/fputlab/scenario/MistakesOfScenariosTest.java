package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario does wrong comes to what a kernel would do, or is refused where it stands. */
class MistakesOfScenariosTest {

  private static final String HEAD = "title = t\nduration = 1s\nmounts.m.filesystem = tmpfs\n";

  @TempDir private Path folder;

  private RunResult run(String body, ClosePolicy policy) {
    try (Runner runner = new Runner()) {
      return new Story(folder, runner, HEAD + body).run(policy);
    }
  }

  @Test
  void aPutTooManyIsAUseAfterFreeWithTaskAndFunction() {
    for (ClosePolicy policy : ClosePolicy.values()) {
      RunResult result =
          run(
              "files.f { on = m }\n"
                  + "tasks.t { context = kthread, count = 2, every = 10ms, run = [ fput f ] }",
              policy);
      assertThat(result.verdict()).isEqualTo(Verdict.CRASHES);
      assertThat(Story.headlines(result, Finding.Kind.USE_AFTER_FREE))
          .contains(
              "use after free: t-1 drops a reference to f, which nobody holds any more, in fput");
    }
  }

  @Test
  void aReferenceTakenFromAFreedFileIsAUseAfterFree() {
    RunResult result =
        run(
            "files.f { on = m }\n"
                + "tasks.t { context = kthread, run = [ fput f\nsleep 100ms\nget_file f ] }",
            ClosePolicy.DEFERRED);
    assertThat(Story.headlines(result, Finding.Kind.USE_AFTER_FREE))
        .singleElement()
        .asString()
        .contains("takes a reference to f")
        .contains("get_file");
  }

  @Test
  void sendOverAFileThatIsNoSocketFailsWithEnotsock() {
    RunResult result =
        run(
            "files.f { on = m }\nfiles.g { on = m }\n"
                + "tasks.t { context = user, run = [ send f over g ] }",
            ClosePolicy.DEFERRED);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(result.events().toString()).contains("sendmsg over g fails with ENOTSOCK");
  }

  @Test
  void aTaskOfWhichThereIsOneHasNoNumber() throws IOException {
    Path file = folder.resolve("s.conf");
    Files.writeString(
        file,
        HEAD
            + "tasks.t { context = user, run = [ cpu 1ms ] }\n"
            + "faults = [ { at = 3ms, on = t-0, do = kill } ]");
    assertThatExceptionOfType(ScenarioProblems.class)
        .isThrownBy(() -> ScenarioLoader.load(file))
        .withMessageContaining("unknown thread t-0")
        .withMessageContaining("write t");
  }
}
