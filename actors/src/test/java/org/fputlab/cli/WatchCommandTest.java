package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.cli.remote.StandInLiveRun;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandInLiveRun run = StandInLiveRun.whereTheServerHangs();

  WatchCommandTest() throws IOException {}

  @AfterEach
  void stop() {
    run.close();
  }

  private int watch(String... options) {
    List<String> arguments = new ArrayList<>(List.of("watch", "--port", "" + run.port()));
    arguments.addAll(List.of(options));
    return Fputlab.commandLine(
            new StandInLaboratory(SampleRun.under(ClosePolicy.SYNC)),
            new Interruption(),
            new PrintWriter(out),
            new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void onceIsPlainTextInWhichNothingIsCut() {
    assertThat(watch("--once")).isZero();
    assertThat(out.toString())
        .startsWith(
            """
            afs/silly-remove-server-hangs.conf  close sync  seed 1
            time 22.3 s of 60s  pace 1 of 1  lag 1.20 ms  verdict waits
            pending 8  growth 0/s  opened 4,213  closed 4,201
            closer's wait p99 6.29 ms max 11.9 ms  close lag p99 6.29 ms  RPC p99 6.51 ms

              mailbox        depth   oldest    in/s   out/s  gate    waits for
              nfsd           3,211   12.2 s     400       0  closed
              nfsd-0             0        -       0       0  closed  afs-server
            """)
        .endsWith(
            """

            nfsd-0 (pid 100, kernel thread) blocked for 12.3 s
              afs-server, held up by fault #1 (hang for 30s)
              `- nfsd-0 waits 12.3 s for afs-server
                 `- nfsd-1, nfsd-2 (2 tasks) wait up to 12.3 s for io_lock(afs/)

            locks with a queue  1
              io_lock(afs/)  held by nfsd-0 12.3 s  queue: nfsd-1 12.3 s, nfsd-2 12.3 s

            findings  2
               15.0 s  3 nfsd threads wait up to 12.3 s for afs-server, held up by fault #1 (hang for 30s)
               12.3 s  nfsd takes no requests: 3,211 are waiting, the oldest for 12.2 s

            faults  1
              #1 afs-server hang for 30s, at work 12.3 s, 17.7 s left
            """);
  }

  @Test
  void withoutATerminalThePlainWayIsNamed() {
    assertThat(watch()).isEqualTo(2);
    assertThat(err.toString()).contains("watch needs a terminal", "--once prints plain text");
  }

  @Test
  void lookingTooOftenIsRefused() {
    assertThat(watch("--every", "1ms")).isEqualTo(2);
    assertThat(err.toString()).contains("--every is at least 100ms");
  }

  @Test
  void runThatHasEndedIsNotWatched() throws IOException {
    run.end("deadlock");
    assertThat(watch()).isEqualTo(2);
    assertThat(err.toString()).contains("has ended. Verdict: deadlock");
  }
}
