package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeingInodeTest {

  private static final String OPENED_AGAIN_WHILE_EVICTED =
      """
      title = t, duration = 20s
      filesystems.slow { drop-inode = always, evict = [ io 10s ] }
      mounts.m { filesystem = slow }
      tasks.closer { context = user, run = [ open f on m inode data, close f ] }
      tasks.opener {
        context = user
        start   = 1s
        run = [ open f on m inode data
                down_write i_rwsem(data)
                up_write i_rwsem(data) ]
      }
      """;

  @Test
  void openWaitsUntilTheOldInodeIsGoneAndOnlyThenGoesOn(@TempDir Path folder) {
    try (Runner runner = new Runner()) {
      RunResult result =
          new Story(folder, runner, OPENED_AGAIN_WHILE_EVICTED).run(ClosePolicy.DEFERRED);
      assertThat(result.opened()).isEqualTo(2);
      assertThat(Story.headlines(result, Finding.Kind.LONG_WAIT))
          .anySatisfy(headline -> assertThat(headline).contains("opener"));
    }
  }
}
