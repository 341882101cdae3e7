package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.fault.EmulatedMachine.MS;
import static org.fputlab.fault.EmulatedMachine.ROUND_TRIP;
import static org.fputlab.fault.EmulatedMachine.S;
import static org.fputlab.fault.EmulatedMachine.lasting;
import static org.fputlab.fault.EmulatedMachine.rpc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.fputlab.engine.TaskRow.State;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code crash} without an end of its own: the server's supervisor starts it again. */
class CrashTest {

  private static final long RXRPC_SILENCE = 20 * S;
  private static final long FOR_EVER = 0;

  private final EmulatedMachine machine =
      new EmulatedMachine().server("afs", RXRPC_SILENCE).server("nfs", FOR_EVER);

  @AfterEach
  void endOfRun() {
    machine.close();
  }

  private static FaultSpec crash(long at, String server) {
    return new FaultSpec(at, server, "crash", OptionalLong.empty(), Map.of());
  }

  private List<String> told() {
    return machine.engine().tables().journal().events().stream()
        .map(
            event ->
                String.format(
                    Locale.ROOT, "%.3f %s %s", event.at() / 1e9, event.actor(), event.text()))
        .toList();
  }

  @Test
  void theServerIsBackAfterASecondAndAnswersWhatIsSentAgain() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().schedule(List.of(crash(MS, "afs")));
    machine.until(5 * S);
    assertThat(machine.endOf("caller")).isEqualTo(MS + S + ROUND_TRIP);
    assertThat(told())
        .containsExactly(
            "0.001 fault #1 afs crash begins",
            "0.001 afs crashed with 1 request, restarts in 1 s",
            "1.001 afs is back",
            "1.001 fault #1 afs crash ends");
  }

  @Test
  void eachCrashInQuickSuccessionDoublesTheBackOff() {
    machine.start();
    machine
        .faults()
        .schedule(
            List.of(
                crash(S, "afs"),
                crash(2500 * MS, "afs"),
                crash(5 * S, "afs"),
                crash(30 * S, "afs")));
    machine.until(60 * S);
    assertThat(told())
        .filteredOn(text -> text.contains(" afs "))
        .filteredOn(text -> !text.contains("fault"))
        .containsExactly(
            "1.000 afs crashed, restarts in 1 s",
            "2.000 afs is back",
            "2.500 afs crashed, restarts in 2 s",
            "4.500 afs is back",
            "5.000 afs crashed, restarts in 4 s",
            "9.000 afs is back",
            "30.000 afs crashed, restarts in 1 s",
            "31.000 afs is back");
  }

  @Test
  void whatIsSaidOfTheRestartIsWhatTheSupervisorDoesAlsoAtTheEdge() {
    long back = 2 * S;
    for (long gap : new long[] {10 * S - 1, 10 * S, 10 * S + 1}) {
      try (EmulatedMachine other = new EmulatedMachine().server("afs", RXRPC_SILENCE).start()) {
        other.faults().schedule(List.of(crash(S, "afs"), crash(back + gap, "afs")));
        long announced = gap > 10 * S ? S : 2 * S;
        other.until(back + gap + announced);
        assertThat(other.journal())
            .contains("crashed, restarts in " + announced / S + " s")
            .filteredOn("is back"::equals)
            .hasSize(2);
        assertThat(other.now()).isEqualTo(back + gap + announced);
      }
    }
  }

  @Test
  void theBackOffIsThirtySecondsAtMost() {
    machine.start();
    machine.faults().schedule(crashesInARow(8));
    machine.until(300 * S);
    assertThat(machine.journal())
        .filteredOn(text -> text.startsWith("crashed"))
        .extracting(text -> text.replaceAll("\\D+", ""))
        .containsExactly("1", "2", "4", "8", "16", "30", "30", "30");
    assertThat(machine.journal()).filteredOn("is back"::equals).hasSize(8);
  }

  /** Each crash comes a second after the server is back. */
  private static List<FaultSpec> crashesInARow(int count) {
    long[] at = {S};
    return LongStream.range(0, count)
        .mapToObj(
            i -> {
              FaultSpec crash = crash(at[0], "afs");
              at[0] += Math.min(30, 1L << i) * S + S;
              return crash;
            })
        .toList();
  }

  @Test
  void anAfsCallInFlightDiesOfSilenceWhenTheBackOffIsLonger() {
    machine.task("caller", 37 * S - MS, rpc("afs"), rpc("nfs")).start();
    machine.faults().schedule(crashesInARow(6));
    machine.until(100 * S);
    assertThat(machine.journal()).contains("call to afs timed out");
    assertThat(machine.endOf("caller")).isEqualTo(37 * S + RXRPC_SILENCE + ROUND_TRIP);
  }

  @Test
  void anNfsCallIsSentAgainHoweverLongTheServerIsDown() {
    machine.task("caller", 0, rpc("nfs")).start();
    machine.faults().schedule(List.of(lasting(MS, "nfs", "partition", 100 * S)));
    machine.faults().schedule(List.of(crash(50 * S, "nfs")));
    machine.until(200 * S);
    assertThat(machine.endOf("caller")).isEqualTo(MS + 100 * S + ROUND_TRIP);
  }

  @Test
  void theFaultIsOverWhenTheServerIsBackAndCannotBeLiftedBefore() {
    machine.start();
    int crash = machine.faults().begin(crash(0, "afs"));
    assertThat(machine.faults().lift(crash)).isFalse();
    machine.until(500 * MS);
    assertThat(machine.faults().active()).hasSize(1);
    machine.until(2 * S);
    assertThat(machine.faults().active()).isEmpty();
    assertThat(machine.engine().tables().afflictions().all()).isEmpty();
  }

  @Test
  void aServerThatIsDownCannotCrashAgain() {
    machine.start();
    machine.faults().schedule(List.of(crash(S, "afs"), crash(1500 * MS, "afs")));
    machine.until(10 * S);
    assertThat(machine.journal()).filteredOn(text -> text.startsWith("crashed")).hasSize(1);
    assertThat(machine.faults().active()).isEmpty();
  }

  @Test
  void aCrashLeavesOtherFaultsAtWork() {
    machine.task("caller", 0, rpc("nfs")).start();
    machine.faults().schedule(List.of(lasting(0, "nfs", "hang", 30 * S), crash(S, "nfs")));
    machine.until(29 * S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
    machine.until(31 * S);
    assertThat(machine.endOf("caller")).isBetween(30 * S, 30 * S + ROUND_TRIP);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void crashesGiveTheSameRunAgainWhateverTheOrder(long seed) {
    try (SimEngine engine = new SimEngine()) {
      long first = hashWithCrashes(engine, Strategy.random(seed));
      assertThat(hashWithCrashes(engine, Strategy.random(seed))).isEqualTo(first);
    }
  }

  private static long hashWithCrashes(SimEngine engine, Strategy strategy) {
    try (EmulatedMachine one = new EmulatedMachine(engine)) {
      one.server("afs", RXRPC_SILENCE).every(10 * MS, "caller", rpc("afs")).start(strategy);
      one.faults().begin(crash(0, "afs"));
      one.faults().schedule(crashesInARow(5));
      one.until(60 * S);
      assertThat(one.journal()).filteredOn("is back"::equals).hasSize(5);
      return one.traceHash();
    }
  }
}
