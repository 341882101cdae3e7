package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunOptions;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void durationOfTheFileIsNotRepeated() {
    SampleRun run = SampleRun.under(ClosePolicy.SYNC);
    assertThat(Replay.command(run.scenario(), run.options())).doesNotContain("--duration");
    assertThat(Replay.command(run.scenario(), new RunOptions(ClosePolicy.SYNC, 7, 1_500_000_000L)))
        .isEqualTo(
            "./fputlab run scenarios/nfsd/sample.conf --close sync --seed 7 --duration 1500ms");
  }

  @Test
  void shellTakesAnyFileNameForOneWord() {
    assertThat(Replay.quoted("a/b-c.conf")).isEqualTo("a/b-c.conf");
    assertThat(Replay.quoted("my file's.conf")).isEqualTo("'my file'\\''s.conf'");
    assertThat(Replay.quoted("$(reboot)")).isEqualTo("'$(reboot)'");
  }
}
