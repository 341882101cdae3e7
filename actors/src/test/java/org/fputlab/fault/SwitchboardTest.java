package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fputlab.fault.EmulatedMachine.MS;
import static org.fputlab.fault.EmulatedMachine.S;
import static org.fputlab.fault.EmulatedMachine.fault;
import static org.fputlab.fault.EmulatedMachine.io;
import static org.fputlab.fault.EmulatedMachine.lasting;
import static org.fputlab.fault.EmulatedMachine.rpc;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.TaskRow.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchboardTest {

  private final EmulatedMachine machine =
      new EmulatedMachine()
          .server("afs", 20 * S)
          .mount("disk", MS, MS)
          .loopbackServer("self", 2)
          .tasks("walker", 2, 0, io(10 * MS), rpc("afs"))
          .start();

  @AfterEach
  void endOfRun() {
    machine.close();
  }

  @Test
  void theTimelineBeginsAndEndsEachFaultAtItsTime() {
    machine
        .faults()
        .schedule(List.of(lasting(10 * S, "afs", "hang", 20 * S), fault("self", "partition")));
    machine.until(60 * S);
    assertThat(machine.engine().tables().journal().events())
        .filteredOn(event -> event.actor().equals("fault"))
        .extracting(event -> event.at() / S + "s " + event.text())
        .containsExactly(
            "0s #1 self partition begins",
            "10s #2 afs hang for 20s begins",
            "30s #2 afs hang for 20s ends");
  }

  @Test
  void aFaultThatWasNotLiftedIsStillListedAtTheEnd() {
    machine.until(S).faults().begin(fault("afs", "hang"));
    machine.faults().begin(lasting(0, "afs", "crash", 10 * S));
    machine.until(5 * S);
    assertThat(machine.faults().active())
        .extracting(one -> one.id() + " " + one.age(machine.now()) + " " + one.left(machine.now()))
        .containsExactly(
            "1 " + 4 * S + " " + OptionalLong.empty(), "2 " + 4 * S + " " + OptionalLong.of(6 * S));
    machine.until(20 * S);
    assertThat(machine.faults().active()).extracting(Switchboard.Active::id).containsExactly(1);
    assertThat(machine.engine().tables().afflictions().all())
        .containsExactly(new Affliction(1, "afs", "hang", S));
  }

  @Test
  void liftingTwiceDoesNothingMore() {
    int hang = machine.until(MS).faults().begin(fault("afs", "hang"));
    assertThat(machine.faults().lift(hang)).isTrue();
    assertThat(machine.faults().lift(hang)).isFalse();
    assertThat(machine.faults().lift(77)).isFalse();
    machine.until(S);
    assertThat(machine.journal()).filteredOn("#1 afs hang ends"::equals).hasSize(1);
    assertThat(machine.state("walker-0")).isEqualTo(State.EXITED);
  }

  @Test
  void aFaultLiftedEarlyIsNotLiftedAgainWhenItsTimeIsOver() {
    int hang = machine.until(MS).faults().begin(lasting(0, "afs", "hang", S));
    machine.faults().lift(hang);
    machine.until(10 * S);
    assertThat(machine.journal()).filteredOn(text -> text.endsWith("ends")).hasSize(1);
  }

  @Test
  void resetLiftsAllAndLosesNothing() {
    machine.until(MS);
    Stream.of("hang", "crash", "partition", "drop")
        .forEach(kind -> machine.faults().begin(fault("afs", kind)));
    machine.faults().begin(fault("walker", "pause"));
    machine.until(5 * S).faults().reset();
    machine.until(10 * S);
    assertThat(machine.faults().active()).isEmpty();
    assertThat(machine.engine().tables().afflictions().all()).isEmpty();
    assertThat(List.of(machine.state("walker-0"), machine.state("walker-1")))
        .containsOnly(State.EXITED);
  }

  @Test
  void aFaultOnManyAfflictsEachOfThem() {
    machine.until(MS).faults().begin(fault("nfsd", "pause"));
    assertThat(machine.engine().tables().afflictions().on("nfsd-1")).isNotNull();
    machine.faults().begin(fault("machine", "memory-pressure", "by", 2));
    assertThat(machine.engine().tables().afflictions().on("disk_evict_inode"))
        .hasToString("fault #2 (disk_evict_inode memory-pressure by 2)");
  }

  @ParameterizedTest
  @MethodSource
  void whatCannotBeIsRefusedAndChangesNothing(String refusal, FaultSpec wrong) {
    machine.until(MS);
    assertThatThrownBy(() -> machine.faults().begin(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(refusal);
    assertThat(machine.faults().active()).isEmpty();
    assertThat(machine.faults().begin(fault("afs", "hang"))).isEqualTo(1);
  }

  static List<Arguments> whatCannotBeIsRefusedAndChangesNothing() {
    return List.of(
        Arguments.of("there is no fault hanged", fault("afs", "hanged")),
        Arguments.of("hang: cannot be put on dfs", fault("dfs", "hang")),
        Arguments.of("pause: cannot be put on nfsd-2", fault("nfsd-2", "pause")),
        Arguments.of("hold: cannot be put on mmap_lock(", fault("mmap_lock(", "hold")),
        Arguments.of("slow-step: cannot be put on evikt", fault("evikt", "slow-step", "by", 2)),
        Arguments.of("slow: lacks its setting by", fault("afs", "slow")),
        Arguments.of("slow: by cannot be 0.0", fault("afs", "slow", "by", 0)),
        Arguments.of("hang: has no setting by", fault("afs", "hang", "by", 2)),
        Arguments.of("drop: nth cannot be 1.5", fault("afs", "drop", "nth", 1.5)),
        Arguments.of("drop: probability cannot be 1.1", fault("afs", "drop", "probability", 1.1)),
        Arguments.of(
            "drop: nth says which request is lost; leave the other settings out",
            new FaultSpec(
                0, "afs", "drop", OptionalLong.empty(), Map.of("nth", 2.0, "times", 3.0))),
        Arguments.of("kill: delayed_fput is no thread but work", fault("delayed_fput", "kill")),
        Arguments.of("kill: cannot be lifted: leave for out", lasting(0, "walker-0", "kill", S)));
  }

  @Test
  void theSameFaultsGiveTheSameRun() {
    assertThat(hashWithFaults()).isEqualTo(hashWithFaults());
  }

  private static long hashWithFaults() {
    try (EmulatedMachine one = new EmulatedMachine()) {
      one.server("afs", 20 * S).tasks("walker", 20, 0, io(MS), rpc("afs"), io(MS)).start();
      one.faults().begin(fault("afs", "drop", "probability", 0.3));
      one.faults().begin(fault("io", "slow-step", "by", 3));
      one.faults().begin(fault("walker_fn", "slow-step", "by", 0.1));
      one.faults().schedule(List.of(lasting(MS, "afs", "crash", S)));
      one.until(60 * S);
      return one.traceHash();
    }
  }
}
