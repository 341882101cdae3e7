package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.RunEvent;
import org.fputlab.cli.remote.StandInLiveRun;
import org.fputlab.cli.remote.Unavailable;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal in memory, watched by a test that types. */
@Timeout(30)
class WatchTest {

  /** Part of the help line; a terminal is sent only what has changed, so no test waits for more. */
  private static final String READY = "c locks  e log";

  /** What the terminal is sent, for a test to wait for. */
  private static final class Glass extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    @Override
    public synchronized void write(int one) {
      super.write(one);
      notifyAll();
    }

    synchronized void awaitText(String text) throws InterruptedException {
      while (!toString(StandardCharsets.UTF_8).contains(text)) {
        wait();
      }
    }
  }

  private final StandInLiveRun run = StandInLiveRun.whereTheServerHangs();
  private final Glass glass = new Glass();
  private final LineDisciplineTerminal terminal =
      new LineDisciplineTerminal("test", "xterm", glass, StandardCharsets.UTF_8);
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  WatchTest() throws IOException, Unavailable {
    terminal.setSize(new Size(80, 24));
    terminal.enterRawMode();
    RemoteRun remote = RemoteRun.at("127.0.0.1", run.port(), Optional.empty());
    Watch watch = new Watch(terminal, remote, 50, true);
    Thread watching =
        new Thread(
            () -> {
              try {
                ending.complete(watch.untilItEnds());
              } catch (IOException | RuntimeException failed) {
                ending.completeExceptionally(failed);
              }
            });
    watching.setDaemon(true);
    watching.start();
  }

  @AfterEach
  void stop() throws IOException {
    run.close();
    terminal.close();
  }

  private void type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  private Ending ending() throws Exception {
    return ending.get(20, TimeUnit.SECONDS);
  }

  @Test
  void leavingEndsTheWatchAndNotTheRun() throws Exception {
    glass.awaitText("`- nfsd-0 waits 12.3 s for afs-server");
    type("q");
    assertThat(ending()).isEqualTo(new Ending.Left());
    assertThat(run.requests).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void interruptLeavesToo() throws Exception {
    glass.awaitText(READY);
    terminal.raise(Signal.INT);
    assertThat(ending()).isEqualTo(new Ending.Left());
  }

  @Test
  void faultIsInjectedAndLiftedFromTheKeyboard() throws Exception {
    glass.awaitText(READY);
    type("f\r5s\r");
    glass.awaitText("2 nfsd pause for 5s begin");
    glass.awaitText("at work 0 n");
    type("lj\r");
    run.awaitRequest("POST /faults {\"on\":\"nfsd\",\"do\":\"pause\",\"for\":\"5s\"}");
    run.awaitRequest("DELETE /faults/2");
  }

  @Test
  void refusalIsShownInTheForm() throws Exception {
    glass.awaitText(READY);
    type("fx\r");
    glass.awaitText("fsd: unknown");
    type("\u001B");
    type("q");
    assertThat(ending()).isEqualTo(new Ending.Left());
  }

  @Test
  void endOfTheRunEndsTheWatchWithItsVerdict() throws Exception {
    glass.awaitText(READY);
    run.end("grows");
    run.close();
    assertThat(ending()).isEqualTo(new Ending.Over("grows"));
  }

  @Test
  void runThatGoesAwayWithoutAWordIsToldFromOneThatEnds() throws Exception {
    glass.awaitText(READY);
    run.close();
    assertThat(ending()).isEqualTo(new Ending.Vanished(22_300_000_000L, "waits"));
  }

  @Test
  void pictureFollowsTheSizeOfTheTerminal() throws Exception {
    glass.awaitText(READY);
    terminal.setSize(new Size(50, 10));
    terminal.raise(Signal.WINCH);
    glass.awaitText(Window.needed().substring(1));
  }

  @Test
  void taskThatIsLookedAtIsAskedForWithItsTree() throws Exception {
    glass.awaitText(READY);
    type("jj\r");
    run.awaitRequest("GET /tasks/nfsd-0");
    run.awaitRequest("GET /tasks/nfsd-1");
  }

  @Test
  void logFollowsTheChosenActorAndLetsItTellMore() throws Exception {
    glass.awaitText(READY);
    run.tell("journal", "{\"at_ns\":10000000000,\"actor\":\"fault\",\"text\":\"#1 begins\"}");
    run.tell(
        "log", "{\"at_ns\":11000000000,\"actor\":\"nfsd\",\"level\":\"debug\",\"text\":\"stirs\"}");
    type("e");
    glass.awaitText("stirs");
    type("d");
    run.awaitRequest("PUT /log {\"nfsd\":\"debug\"}");
    type("a");
    glass.awaitText("begins");
  }

  @Test
  void preparedFaultBeginsWithOneKey() throws Exception {
    glass.awaitText(READY);
    type("f\r5s");
    type("\u001B");
    glass.awaitText("prepared: nfsd pause for 5s");
    type("x");
    run.awaitRequest("POST /faults {\"on\":\"nfsd\",\"do\":\"pause\",\"for\":\"5s\"}");
  }

  @Test
  void newsThatCannotBeReadEndTheWatchWithTheError() throws Exception {
    glass.awaitText(READY);
    type("q");
    ending();
    CompletableFuture<Ending> heard = new CompletableFuture<>();
    Follower.Listener broken =
        new Follower.Listener() {
          @Override
          public void seen(Moment moment) {
            throw new IllegalStateException("what is this?");
          }

          @Override
          public void answered(boolean done, List<String> lines) {}

          @Override
          public void ended(Ending how) {
            heard.complete(how);
          }

          @Override
          public void told(RunEvent line) {}
        };
    new Follower(RemoteRun.at("127.0.0.1", run.port(), Optional.empty()), 50, broken).run();
    assertThat(heard.getNow(new Ending.Left()))
        .isInstanceOfSatisfying(
            Ending.Failed.class, failed -> assertThat(failed.cause()).hasMessage("what is this?"));
  }
}
