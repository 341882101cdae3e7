package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveServerTest {

  private static LiveServer start(StandInRun run, String bind, int port) throws IOException {
    return LiveServer.start(run, bind, port, Optional.empty(), new StandInLevels());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("fputlab-web"))
        .toList();
  }

  @Test
  void portInUseIsToldWithAWayOut() throws IOException {
    try (Served other = Served.onLoopback()) {
      int port = other.port();
      assertThatThrownBy(() -> start(new StandInRun(), "127.0.0.1", port))
          .isInstanceOf(PortInUse.class)
          .hasMessage(
              "port %d of 127.0.0.1 is in use, perhaps by another live run. Choose another with"
                      .formatted(port)
                  + " --port, or 0 for any that is free");
      other.get("/state").is(200);
    }
  }

  @Test
  void addressOfAnotherMachineIsRefused() {
    assertThatThrownBy(
            () ->
                LiveServer.start(
                    new StandInRun(), "192.0.2.1", 0, Optional.of("t"), new StandInLevels()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PortInUse.class)
        .hasMessageStartingWith("cannot listen at 192.0.2.1, port 0: ");
  }

  @Test
  void openAddressTakesAToken() {
    assertThatThrownBy(() -> start(new StandInRun(), "0.0.0.0", 0))
        .hasMessage("others can reach 0.0.0.0: it takes a token");
  }

  @Test
  void nothingIsLeftOnceItIsClosed() throws IOException {
    StandInRun run = new StandInRun();
    LiveServer server = start(run, "127.0.0.1", 0);
    assertThat(run.followers()).isOne();
    assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    server.close();
    assertThat(run.followers()).isZero();
    Served.until("its threads end", () -> threads().isEmpty());
    try (Served next = Served.onLoopback()) {
      next.get("/state").is(200);
    }
  }

  @Test
  void streamsEndWithTheServer() {
    Served served = Served.onLoopback();
    try (EventReader events = served.events("/events")) {
      events.next("state");
      served.close();
      assertThat(events.next().kind()).isEqualTo("closed");
    }
    assertThatThrownBy(() -> served.get("/state")).hasCauseInstanceOf(ConnectException.class);
  }
}
