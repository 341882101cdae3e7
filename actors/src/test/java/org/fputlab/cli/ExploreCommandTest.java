package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.explore.Schedule;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.report.JsonReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {

  private static final String HANGS =
      """
      title = t, duration = 1s
      tasks {
        one { context = kthread, times = 1
              run = [ mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ] }
        two { context = kthread, times = 1, start = 500ms
              run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ] }
      }
      """;

  private final Path folder;
  private final Shell shell = new Shell();

  ExploreCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int fputlab(String... arguments) {
    return shell.fputlab(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String saved() throws IOException {
    String schedule = folder.resolve("s.schedule").toString();
    int code =
        fputlab(
            "explore", file("h.conf", HANGS), "--close", "sync", "-n", "20", "--save", schedule);
    assertThat(code).isEqualTo(3);
    return schedule;
  }

  @Test
  void aHangIsShownSavedAndReplayed() throws IOException {
    String schedule = saved();
    assertThat(shell.out())
        .contains("under sync it can happen, like this")
        .contains("wait for each other forever")
        .contains("./fputlab replay " + schedule);
    assertThat(fputlab("replay", schedule)).isEqualTo(3);
    assertThat(shell.out())
        .contains("wait for each other forever")
        .contains("came to: deadlock, as when it was saved");
  }

  @Test
  void linesOfTheTableFitATerminal() throws IOException {
    saved();
    shell
        .out()
        .lines()
        .dropWhile(line -> !line.contains("it can happen"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .forEach(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void aScenarioThatHasChangedIsNotReplayed() throws IOException {
    String schedule = saved();
    file("h.conf", HANGS.replace("500ms", "600ms"));
    assertThat(fputlab("replay", schedule)).isEqualTo(2);
    assertThat(shell.err()).contains(schedule).contains("h.conf has changed since");
  }

  @Test
  void aScheduleThatIsNotWholeOrNotAsItWasSavedIsRefused() throws IOException {
    String schedule = saved();
    String text = Files.readString(Path.of(schedule));
    assertThat(fputlab("replay", file("cut", text.substring(0, text.length() / 2)))).isEqualTo(2);
    assertThat(shell.err()).contains("cut: is cut short or damaged");
    assertThat(fputlab("replay", file("edited", text.replace("\"sync\"", "\"deferred\""))))
        .isEqualTo(2);
    assertThat(shell.err()).contains("edited: was changed after it was saved");
    assertThat(fputlab("replay", file("other", text.replace("schedule/1", "schedule/9"))))
        .isEqualTo(2);
    assertThat(shell.err()).contains("other: is a schedule of another version");
    assertThat(fputlab("replay", file("empty", "{}"))).isEqualTo(2);
    assertThat(shell.err()).contains("empty: is no schedule");
  }

  @Test
  void badOptionsAreRefused() throws IOException {
    String file = file("h.conf", HANGS);
    assertThat(fputlab("explore", file, "--runs", "0")).isEqualTo(2);
    assertThat(shell.err()).contains("--runs = 0: is below 1");
    assertThat(fputlab("explore", file, "-n", "0")).isEqualTo(2);
    assertThat(shell.err()).contains("-n = 0: is below 1");
    assertThat(fputlab("explore", file, "--strategy", "rnadom")).isEqualTo(2);
    assertThat(shell.err()).contains("'rnadom' is no strategy. Did you mean random?");
    assertThat(fputlab("explore", file, "--timing", "none")).isEqualTo(2);
    assertThat(shell.err()).contains("'none' is no timing. Known: any, drawn");
  }

  @Test
  void whatTheFileExpectsIsNoNews() throws IOException {
    assertThat(fputlab("explore", "regressions/lockd-last-reference", "-n", "40")).isZero();
    assertThat(shell.out()).containsPattern("sync +found").containsPattern("deferred +not found");
  }

  @Test
  void aSleepWhereNoneIsAllowedIsACrashAndNoDeadlock() throws IOException {
    String saved = folder.resolve("s.schedule").toString();
    String file = "hazards/h17-close-in-atomic-context"; // expects a crash
    assertThat(fputlab("explore", file, "--close", "sync", "-n", "5", "--save", saved)).isZero();
    assertThat(shell.out())
        .containsPattern("sync +found .* atomic sleep\\R")
        .contains(" may sleep in ");
    assertThat(fputlab("replay", saved)).isZero();
    assertThat(shell.out()).contains("came to: atomic sleep, as when it was saved");
  }

  @Test
  void ofAScheduleThatGoesAnotherWayNothingIsShown() throws Exception {
    Schedule saved = ScheduleFile.read(Path.of(saved()));
    List<String> choices = new ArrayList<>(saved.choices());
    choices.set(0, "nobody");
    String other =
        ScheduleFile.text(
            new Schedule(
                saved.file(),
                saved.texts(),
                saved.setting(),
                saved.seed(),
                choices,
                saved.kind(),
                saved.hash()));
    assertThat(fputlab("replay", file("other", other))).isEqualTo(2);
    assertThat(shell.err())
        .contains("other: is not replayed by this version of fputlab: choice 1 is nobody");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void pctSaysWhatItIsWorth() {
    assertThat(
            fputlab(
                "explore",
                "regressions/philosophers-in-order",
                "--close",
                "sync",
                "--strategy",
                "pct",
                "-n",
                "20"))
        .isZero();
    assertThat(shell.out().replaceAll("\\s+", " "))
        .contains("not found in 20 schedules of pct. A hang that needs 3 orders of two events")
        .containsPattern("probability 1/\\(\\d+ actors x \\d+ turns\\^2\\) =");
    String[] drawn = {
      "explore",
      "regressions/philosophers-in-order",
      "--close",
      "sync",
      "--strategy",
      "pct",
      "--timing",
      "drawn",
      "-n",
      "5"
    };
    assertThat(fputlab(drawn)).isZero();
    assertThat(shell.out())
        .as("where timers keep their order priorities alone do not decide")
        .contains("not found in 5 schedules. That is no proof");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    Path json = folder.resolve("out.json");
    fputlab("explore", file("h.conf", HANGS), "-n", "2", "--json", json.toString());
    assertThat(JsonReference.documented("An exploration"))
        .isEqualTo(JsonReference.written(new ObjectMapper().readTree(json.toFile())));
  }
}
