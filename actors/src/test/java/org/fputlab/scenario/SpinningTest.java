package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose time stands still ends, and says who spins in which steps. */
class SpinningTest {

  @TempDir private Path folder;

  private RunResult run(String body) {
    try (Runner runner = new Runner()) {
      String text = "title = spinning\nduration = 10s\nmounts.m.filesystem = tmpfs\n" + body;
      return new Story(folder, runner, text).run(ClosePolicy.DEFERRED);
    }
  }

  private static String named(RunResult result) {
    Finding finding = Story.findings(result, Finding.Kind.SPINNING).get(0);
    return finding.headline() + "\n" + String.join("\n", finding.details());
  }

  @Test
  void retryWithoutPauseIsNamedWithTaskAndStep() {
    RunResult result =
        run("files.f { on = m }\ntasks.t { context = user, run = [ retry 0s umount m ] }");
    assertThat(result.verdict()).isEqualTo(Verdict.SPINS);
    assertThat(result.interrupted()).isFalse();
    assertThat(result.simulated()).isZero();
    assertThat(named(result)).contains("t loops while time stands still").contains("umount m in t");
  }

  @Test
  void workThatQueuesItselfIsNamed() {
    RunResult result =
        run(
            "works.w0 { run = [ queue_work w0 ] }\n"
                + "tasks.a { context = kthread, start = 1s, run = [ queue_work w0 ] }");
    assertThat(result.simulated()).isEqualTo(1_000_000_000L);
    assertThat(named(result)).contains("(work events w0)").contains("queue_work w0 in w0");
  }

  @Test
  void twoTasksThatWakeEachOtherAreBothNamed() {
    String times = "context = kthread, times = 1000000000";
    RunResult result =
        run(
            ("tasks.a { %1$s, run = [ complete x%n wait_for_completion y ] }%n"
                    + "tasks.b { %1$s, run = [ wait_for_completion x%n complete y ] }")
                .formatted(times));
    assertThat(result.verdict()).isEqualTo(Verdict.SPINS);
    assertThat(named(result)).contains("\na: ").contains("\nb: ").contains("complete x in a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 0s", "io 0s", "cpu 0s", "rpc s GET"})
  void aStepThatTakesNoTimeEndsTheRunInsteadOfLastingForEver(String step) {
    RunResult result =
        run(
            "servers.s { workers = 1, service = 0s, network = 0s }\n"
                + "tasks.a { context = kthread, count = 3, times = 1000000000, run = [ "
                + step
                + " ] }");
    assertThat(result.verdict()).isEqualTo(Verdict.SPINS);
    assertThat(named(result)).contains("a-0").contains("a-1").contains("a-2").contains(step(step));
  }

  private static String step(String written) {
    return written.endsWith(" 0s") ? written.replace(" 0s", "") : written;
  }

  @Test
  void whoeverSpinsIsFoundAtTheSameTurnEachTime() {
    String body = "tasks.a { context = kthread, times = 1000000000, run = [ sleep 0s ] }";
    RunResult once = run(body);
    RunResult again = run(body);
    assertThat(again.traceHash()).isEqualTo(once.traceHash());
    assertThat(again.findings()).isEqualTo(once.findings());
  }

  @Test
  void aCrowdThatStartsTogetherDoesNotSpin() {
    RunResult result =
        run(
            "tasks.a { context = user, count = 5000, run = [ "
                + "open f on m\nclose f\n".repeat(40)
                + "cpu 1us ] }");
    assertThat(result.steps()).isGreaterThan(1_000_000);
    assertThat(Story.findings(result, Finding.Kind.SPINNING)).isEmpty();
  }
}
