package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Steps.*;

import java.util.Optional;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.ServerRequest;
import org.junit.jupiter.api.Test;

/** A remote server and the faults put on it. */
class RemoteServerTest {

  private final Seen seen = new Seen();

  private Machines machineWith(int workers, long silence) {
    return machine(ClosePolicy.SYNC)
        .mount("m", tmpfs())
        .server("afs", workers, new Dist.Fixed(10 * MS), MS, silence);
  }

  private Machines callers(Machines machine, int count) {
    return machine.task("t", true, count, 0, Optional.empty(), 1, rpc("afs"), seen.at("answered"));
  }

  private Machines.Booted booted(Machines machine, RemoteServer.Command fault) {
    Machines.Booted booted = machine.boot();
    booted.tell(new Kernel.OnServer("afs", fault));
    return booted;
  }

  @Test
  void callTakesItsServiceAndTheNetworkThereAndBack() {
    callers(machineWith(1, 0), 1).run(SECOND);
    assertThat(seen.one("answered").at()).isEqualTo(12 * MS);
  }

  @Test
  void callsWaitForAWorkerOfTheServer() {
    callers(machineWith(2, 0), 5).run(SECOND);
    assertThat(seen.all("answered"))
        .extracting(Sight::at)
        .containsExactly(12 * MS, 12 * MS, 22 * MS, 22 * MS, 32 * MS);
  }

  @Test
  void asynchronousCallIsNotWaitedFor() {
    machineWith(1, 0)
        .user(
            "u",
            new ServerWords.Rpc("afs", "REMOVE", false, true),
            seen.at("sent"),
            rpc("afs"),
            seen.at("answered"))
        .run(SECOND);
    assertThat(seen.one("sent").at()).isZero();
    assertThat(seen.one("answered").at()).isEqualTo(22 * MS);
  }

  @Test
  void serverOfAFileSystemIsTheOneItsStepsCall() {
    machine(ClosePolicy.SYNC)
        .mount("m", fileSystem("afs").server("home").release(rpc("server")).build())
        .server("home", 1, new Dist.Fixed(10 * MS), 0, 0)
        .kthread("k", open("f", "m"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.one("closed").at()).isEqualTo(10 * MS);
  }

  @Test
  void hungServerThatAnswersPingsHoldsACallForEver() {
    try (Machines.Booted booted =
        booted(callers(machineWith(1, 20 * SECOND), 3), new RemoteServer.Hang(1))) {
      booted.until(1000 * SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(2000 * SECOND);
    }
    assertThat(seen.all("answered")).hasSize(3);
  }

  @Test
  void replyThatWasReadyWhenTheServerHungComesAfterwards() {
    try (Machines.Booted booted = callers(machineWith(1, 0), 1).boot()) {
      booted.until(5 * MS);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Hang(1)));
      booted.until(SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(2 * SECOND);
    }
    assertThat(seen.one("answered").at()).isEqualTo(SECOND + MS);
  }

  @Test
  void callToAServerThatIsSilentDiesAfterItsLimit() {
    try (Machines.Booted booted =
        booted(callers(machineWith(1, 20 * SECOND), 1), new RemoteServer.CutOff(1, false))) {
      booted.until(100 * SECOND);
      assertThat(Machines.journal()).contains("call to afs timed out");
    }
    assertThat(seen.one("answered").at()).isEqualTo(20 * SECOND);
  }

  @Test
  void silenceThatIsNotedLateCountsFromTheLastThatWasHeard() {
    try (Machines.Booted booted =
        booted(callers(machineWith(1, 20 * SECOND), 1), new RemoteServer.Hang(1))) {
      booted.until(6 * SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Unheard(2, 4 * SECOND)));
      booted.until(100 * SECOND);
    }
    assertThat(seen.one("answered").at()).isEqualTo(24 * SECOND);
  }

  @Test
  void callThatIsYoungerThanTheSilenceDiesAfterItsOwnLimit() {
    try (Machines.Booted booted =
        machineWith(1, 20 * SECOND)
            .user("u", sleep(3 * SECOND), rpc("afs"), seen.at("answered"))
            .boot()) {
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Hang(1)));
      booted.until(6 * SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Unheard(2, 2 * SECOND)));
      booted.until(100 * SECOND);
    }
    assertThat(seen.one("answered").at()).isBetween(23 * SECOND, 23 * SECOND + 20 * MS);
  }

  private static void served(Machines.Booted booted, ServerRequest request) {
    booted.tell(new Kernel.OnServer("afs", new RemoteServer.Served(request.id(), request.life())));
  }

  @Test
  void serverElsewhereIsAskedAllAtOnceAndItsAnswersGoBackByTheNetwork() {
    try (Machines.Booted booted = callers(machineWith(1, 0), 3).elsewhere("afs").boot()) {
      booted.until(SECOND);
      assertThat(booted.asked()).extracting(ServerRequest::id).containsExactly(0L, 1L, 2L);
      served(booted, booted.asked().get(2));
      booted.until(2 * SECOND);
      assertThat(seen.one("answered").at()).isEqualTo(SECOND + MS);
    }
  }

  @Test
  void slownessOfAServerElsewhereGoesWithTheRequest() {
    Machines machine = callers(machineWith(1, 0), 1).elsewhere("afs");
    try (Machines.Booted booted = booted(machine, new RemoteServer.Slow(1, 10))) {
      booted.until(SECOND);
      assertThat(booted.asked()).extracting(ServerRequest::slowness).containsExactly(10.0);
    }
  }

  @Test
  void answerOfAHungServerElsewhereIsHeldBack() {
    try (Machines.Booted booted = callers(machineWith(1, 0), 1).elsewhere("afs").boot()) {
      booted.until(SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Hang(1)));
      served(booted, booted.asked().get(0));
      booted.until(2 * SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(3 * SECOND);
      assertThat(seen.one("answered").at()).isEqualTo(2 * SECOND + MS);
    }
  }

  @Test
  void serverElsewhereThatHasForgottenIsAskedAgainAndItsFormerAnswersCountForNothing() {
    try (Machines.Booted booted = callers(machineWith(1, 0), 1).elsewhere("afs").boot()) {
      booted.until(SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.CutOff(1, true)));
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(2 * SECOND);
      assertThat(booted.asked()).extracting(ServerRequest::life).containsExactly(0, 1);
      served(booted, booted.asked().get(0));
      booted.until(3 * SECOND);
      assertThat(seen.all()).isEmpty();
      served(booted, booted.asked().get(1));
      booted.until(4 * SECOND);
      assertThat(seen.all("answered")).hasSize(1);
    }
  }

  @Test
  void callWithoutALimitOutlivesAnOutage() {
    try (Machines.Booted booted =
        booted(callers(machineWith(1, 0), 2), new RemoteServer.CutOff(1, false))) {
      booted.until(100 * SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(200 * SECOND);
    }
    assertThat(seen.all("answered"))
        .extracting(Sight::at)
        .containsExactly(100 * SECOND + 12 * MS, 100 * SECOND + 22 * MS);
  }

  @Test
  void crashedServerIsSentItsCallsAgain() {
    try (Machines.Booted booted = callers(machineWith(1, 0), 3).boot()) {
      booted.until(15 * MS);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.CutOff(1, true)));
      booted.until(SECOND);
      booted.tell(new Kernel.OnServer("afs", new RemoteServer.Lift(1)));
      booted.until(2 * SECOND);
    }
    assertThat(seen.all("answered"))
        .extracting(Sight::at)
        .containsExactly(12 * MS, SECOND + 12 * MS, SECOND + 22 * MS);
  }

  @Test
  void slowServerTakesLonger() {
    try (Machines.Booted booted =
        booted(callers(machineWith(1, 0), 1), new RemoteServer.Slow(1, 10))) {
      booted.until(SECOND);
    }
    assertThat(seen.one("answered").at()).isEqualTo(102 * MS);
  }

  @Test
  void lostCallIsSentAgainUntilItComesThrough() {
    try (Machines.Booted booted =
        booted(callers(machineWith(100, 20 * SECOND), 100), new RemoteServer.Lose(1, 0.5, 1, 0))) {
      booted.until(60 * SECOND);
    }
    assertThat(seen.all("answered")).hasSize(100);
    assertThat(seen.all("answered").stream().filter(call -> call.at() > SECOND).count())
        .isBetween(30L, 70L);
  }

  @Test
  void loopbackCallThatWasPassedOnIsNotServedTwiceAfterAnOutage() {
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("m", tmpfs())
            .nfsd(2)
            .loopback("self", seen.at("served"), io(SECOND))
            .user("u", rpc("self"), seen.at("answered"))
            .boot()) {
      booted.until(MS);
      booted.tell(new Kernel.OnServer("self", new RemoteServer.CutOff(1, false)));
      booted.tell(new Kernel.OnServer("self", new RemoteServer.Lift(1)));
      booted.until(3 * SECOND);
    }
    assertThat(seen.order()).containsExactly("served", "answered");
  }
}
