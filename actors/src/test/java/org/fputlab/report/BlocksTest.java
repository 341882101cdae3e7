package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;

class BlocksTest {

  private static SampleRun growing() {
    return SampleRun.under(ClosePolicy.DEFERRED).verdict(Verdict.GROWS).backlog(60_000, 1_000);
  }

  @Test
  void aBlockIsAsHighAsItsShareOfThePeak() {
    assertThat(Blocks.DRAWN.of(List.of(0L, 1L, 4L, 5L, 7L, 8L), 8)).isEqualTo("▁▂▅▆██");
  }

  @Test
  void nothingIsDrawnOfAnEmptyQueueOrIntoAFile() {
    assertThat(Blocks.DRAWN.of(List.of(0L, 0L), 0)).isEmpty();
    assertThat(Blocks.NONE.of(List.of(1L, 2L), 2)).isEmpty();
  }

  @Test
  void aRunShowsItsBacklogBesideTheFigures() {
    SampleRun run = growing();
    assertThat(new RunText(Style.PLAIN, Blocks.DRAWN).body(run.result(), run.options()))
        .anySatisfy(line -> assertThat(line).contains("pending at the end", "/s", "  ▁▅█"));
    assertThat(String.join("", new RunText(Style.PLAIN).body(run.result(), run.options())))
        .doesNotContain("█");
  }

  @Test
  void aComparisonDrawsAllPoliciesOnOneScale() {
    List<String> lines =
        new CompareText(Style.PLAIN, Blocks.DRAWN)
            .body(
                List.of(
                    growing().result(),
                    SampleRun.under(ClosePolicy.SYNC).backlog(30_000, 500).result()),
                SampleRun.DURATION);

    assertThat(lines)
        .containsSequence(
            "backlog over the run, a full block is 60,000", "  deferred  ▁▅█", "  sync      ▁▃▅");
  }
}
