package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.cluster.ServersElsewhereTest.await;
import static org.fputlab.cluster.ServersElsewhereTest.awaitMore;
import static org.fputlab.cluster.ServersElsewhereTest.exported;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveRunner;
import org.fputlab.scenario.running.LiveSession;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live run whose server is another process, which is stopped, cut off and killed. */
@Timeout(120)
class ServerProcessesTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final double SPEED = 5;

  @TempDir private Path folder;

  private static void awaitSilence(LiveSession session, int fault) throws InterruptedException {
    await(
        session,
        "silent",
        run ->
            assertThat(run.state().faults())
                .anyMatch(one -> one.id() == fault && one.spec().kind().equals("silent")));
  }

  private static void awaitFinding(LiveSession session, int fault) throws InterruptedException {
    String root = "afs-server, held up by fault #%d (silent)".formatted(fault);
    await(
        session,
        "found",
        run ->
            assertThat(run.state().machine().findings())
                .anyMatch(finding -> finding.headline().contains(root)));
  }

  private static void awaitBack(LiveSession session) throws InterruptedException {
    await(session, "back", run -> assertThat(run.state().faults()).isEmpty());
    awaitMore(session, 100);
  }

  private static Process serve(Jvms jvms, Link link, int port, String name) throws IOException {
    return jvms.startBehind(
        link, port, name, "org.fputlab.cli.Main", "serve", "afs/exported-by-nfsd", "afs-server");
  }

  @Test
  void aServerThatIsStoppedCutOffOrKilledIsSilentAndTheThreadsGoOnWhenItIsBack() throws Exception {
    Path recording = folder.resolve("run.rec");
    int port = Link.freePort();
    RunResult result;
    try (Jvms jvms = new Jvms(folder);
        Link link = new Link(port);
        LiveRunner runner = new LiveRunner()) {
      Process server = serve(jvms, link, port, "server");
      Process another;
      ServersElsewhere.Plan plan =
          new ServersElsewhere.Plan(
              Map.of("afs-server", new Place("127.0.0.1", link.port())),
              ClusterTest.ANY_PORT,
              BuildVersion.present(),
              SPEED,
              Duration.ofSeconds(40));
      try (ServersElsewhere elsewhere =
              ServersElsewhere.open(exported(), plan, new Security(null), line -> {});
          LiveSession session =
              runner.start(
                  exported(),
                  new RunOptions(ClosePolicy.SYNC, 1, HOUR),
                  new LiveRunner.Way(SPEED, Optional.of(recording), elsewhere),
                  new LiveListener() {})) {
        awaitMore(session, 100);

        Jvms.signal("STOP", server);
        awaitSilence(session, 1);
        Jvms.signal("CONT", server);
        awaitBack(session);

        link.cut();
        awaitSilence(session, 2);
        link.mend();
        awaitBack(session);

        server.destroyForcibly();
        awaitSilence(session, 3);
        awaitFinding(session, 3);
        awaitMore(session, 1); // calls die, and their threads go on
        another = serve(jvms, link, port, "another");
        awaitBack(session);
        session.stop();
        result = session.await();
      }
      another.destroy();
      assertThat(another.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(jvms.said("another")).contains("has ended", "of 1 live run, ");
    }
    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
    assertThat(result.events())
        .extracting(event -> event.actor() + " " + event.text())
        .containsSubsequence(
            List.of(
                "fault #1 afs-server silent begins",
                "afs-server is back",
                "fault #1 afs-server silent ends",
                "fault #2 afs-server silent begins",
                "afs-server is back",
                "fault #3 afs-server silent begins",
                "afs-server is back, and has forgotten its requests",
                "fault #3 afs-server silent ends"));
    ServersElsewhereTest.assertReplays(result, recording);
  }
}
