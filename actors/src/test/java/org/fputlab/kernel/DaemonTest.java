package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.Map;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.ClosePolicy;
import org.junit.jupiter.api.Test;

/** A server in user space whose threads do what the scenario says. */
class DaemonTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED);

  @Test
  void eachCallHasTheStepsOfItsNameOrThoseOfAllOthers() {
    machine
        .daemon("d", 1, Map.of("READ", path("d_READ", seen.at("read"))), seen.at("other"))
        .user("u", rpc("d", "READ"), rpc("d", "FLUSH"), seen.at("done"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("read", "other", "done");
    assertThat(seen.one("read").task()).isEqualTo("d-0");
    assertThat(seen.one("read").stack()).containsExactly("d_READ", "entry_SYSCALL_64");
  }

  @Test
  void callsQueueForItsThreads() {
    try (Machines.Booted booted =
        machine.daemon("d", 1, Map.of(), io(10 * MS)).user("u", rpc("d")).boot()) {
      booted.until(MS);
      assertThat(waitOf("u").group()).isEqualTo("d");
      assertThat(row("d-0").isHolding(waitOf("u").resource())).isTrue();
    }
    machine(ClosePolicy.DEFERRED)
        .daemon("d", 1, Map.of(), io(10 * MS))
        .user("a", rpc("d"), seen.at("a"))
        .user("b", rpc("d"), seen.at("b"))
        .run(SECOND);
    assertThat(seen.all()).extracting(Seen.Sight::at).containsExactly(10 * MS, 20 * MS);
  }

  @Test
  void whatAThreadPutsOffItFinalisesAfterItsAnswer() {
    machine
        .mount("m", fileSystem("slow").release(io(10 * MS), seen.at("released")).build())
        .daemon("d", 1, Map.of(), open("f", "m"), fput("f"))
        .user("u", rpc("d"), seen.at("answered"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("answered", "released");
    assertThat(seen.one("released").task()).isEqualTo("d-0");
    assertThat(seen.one("released").stack()).contains("task_work_run");
  }

  @Test
  void nextProcessHasAThreadForEachThatTheDeadOneLeftInACall() {
    try (Machines.Booted booted =
        machine
            .daemon("d", 1, Map.of("HANG", path("d_HANG", waitForCompletion("never"))), io(MS))
            .user("stuck", rpc("d", "HANG"))
            .userAt(MS, "behind", rpc("d", "READ"), seen.at("read"))
            .boot()) {
      booted.until(SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.OnServer("d", new RemoteServer.Crash(1)));
      booted.until(3 * SECOND);
      assertThat(row("d-0").state()).isEqualTo(TaskRow.State.BLOCKED);
      assertThat(row("d-1").state()).isEqualTo(TaskRow.State.BLOCKED);
      booted.tell(new Kernel.OnServer("d", new RemoteServer.Crash(2)));
      booted.until(10 * SECOND);
    }
    assertThat(seen.order()).isEmpty();
  }

  @Test
  void threadOfADeadProcessAnswersNobodyAndEnds() {
    try (Machines.Booted booted =
        machine
            .daemon("d", 1, Map.of("SLOW", path("d_SLOW", io(5 * SECOND))), io(MS))
            .user("slow", rpc("d", "SLOW"), seen.at("slow"))
            .boot()) {
      booted.until(SECOND);
      booted.tell(new Kernel.OnServer("d", new RemoteServer.Crash(1)));
      booted.until(6 * SECOND);
      assertThat(row("d-0").state()).isEqualTo(TaskRow.State.EXITED);
      assertThat(seen.all()).isEmpty();
      booted.until(8 * SECOND);
    }
    assertThat(seen.one("slow").at()).isEqualTo(7 * SECOND);
  }

  @Test
  void anotherThreadTakesOverFromOneThatWasKilled() {
    try (Machines.Booted booted =
        machine
            .daemon("d", 2, Map.of(), io(MS))
            .userAt(10 * MS, "u", rpc("d"), rpc("d"), rpc("d"), seen.at("done"))
            .boot()) {
      booted.tell(new Kernel.OnTask("d-0", Task.Kill.INSTANCE));
      booted.until(SECOND);
    }
    assertThat(seen.one("done").at()).isEqualTo(13 * MS);
  }
}
