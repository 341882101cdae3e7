package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.fault.EmulatedMachine.MS;
import static org.fputlab.fault.EmulatedMachine.ROUND_TRIP;
import static org.fputlab.fault.EmulatedMachine.S;
import static org.fputlab.fault.EmulatedMachine.fault;
import static org.fputlab.fault.EmulatedMachine.lasting;
import static org.fputlab.fault.EmulatedMachine.rpc;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fputlab.engine.TaskRow.State;
import org.fputlab.model.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Faults on a server: {@code hang}, {@code slow}, {@code crash}, {@code partition}, {@code drop}.
 */
class ServerFaultsTest {

  private static final long RXRPC_SILENCE = 20 * S;
  private static final long FOR_EVER = 0;
  private static final long RXRPC_RESEND = S;

  private final EmulatedMachine machine =
      new EmulatedMachine().server("afs", RXRPC_SILENCE).server("nfs", FOR_EVER);

  @AfterEach
  void endOfRun() {
    machine.close();
  }

  @Test
  void callersOfAHungServerWaitUntilItIsLiftedAndThenAllFinish() {
    machine.tasks("caller", 6, 0, rpc("afs")).start();
    int hang = machine.faults().begin(fault("afs", "hang"));
    machine.until(60 * S);
    assertThat(callers(6)).allMatch(name -> machine.state(name) == State.BLOCKED);
    machine.faults().lift(hang);
    machine.until(61 * S);
    assertThat(callers(6)).allMatch(name -> machine.endOf(name) <= 60 * S + 2 * ROUND_TRIP);
  }

  @Test
  void whatAHungServerHadServedIsAnsweredWhenItIsLifted() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().schedule(List.of(lasting(MS, "afs", "hang", S)));
    machine.until(5 * S);
    assertThat(machine.endOf("caller")).isEqualTo(MS + S + MS / 2);
  }

  @Test
  void aHungServerAnswersPingsSoThatNoCallDies() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().begin(fault("afs", "hang"));
    machine.until(1000 * S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
    assertThat(machine.journal()).noneMatch(text -> text.contains("timed out"));
  }

  @Test
  void aSlowServerTakesSoManyTimesAsLongForItsServiceAlone() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().begin(fault("afs", "slow", "by", 10));
    machine.until(S);
    assertThat(machine.endOf("caller")).isEqualTo(10 * MS + MS);
  }

  @Test
  void twoSlowFaultsMultiplyAndEachIsLiftedByItself() {
    machine.every(100 * MS, "caller", rpc("nfs")).start();
    int byTen = machine.faults().begin(fault("nfs", "slow", "by", 10));
    machine.faults().begin(fault("nfs", "slow", "by", 3));
    assertThat(machine.until(30 * MS).state("caller")).isEqualTo(State.BLOCKED);
    assertThat(machine.until(32 * MS).state("caller")).isEqualTo(State.IDLE);
    machine.faults().lift(byTen);
    assertThat(machine.until(131 * MS + 3 * MS).state("caller")).isEqualTo(State.BLOCKED);
    assertThat(machine.until(131 * MS + 5 * MS).state("caller")).isEqualTo(State.IDLE);
  }

  @Test
  void anAfsCallDiesAfterTwentySecondsOfSilenceFromACrashedServer() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().begin(lasting(0, "afs", "crash", 60 * S));
    machine.until(60 * S);
    assertThat(machine.endOf("caller")).isEqualTo(RXRPC_SILENCE);
    assertThat(machine.journal()).contains("call to afs timed out");
  }

  @Test
  void anNfsCallIsAnsweredWhenTheCrashedServerIsBack() {
    machine.task("caller", 0, rpc("nfs")).start();
    machine.faults().schedule(List.of(lasting(MS, "nfs", "crash", 100 * S)));
    machine.until(200 * S);
    assertThat(machine.endOf("caller")).isEqualTo(MS + 100 * S + ROUND_TRIP);
  }

  @Test
  void aPartitionedServerKeepsWhatItHadAndAnswersAtOnceWhenItIsBack() {
    machine.task("caller", 0, rpc("nfs")).start();
    machine.faults().schedule(List.of(lasting(MS, "nfs", "partition", 100 * S)));
    machine.until(200 * S);
    assertThat(machine.endOf("caller")).isEqualTo(MS + 100 * S + MS / 2);
  }

  @Test
  void anAfsCallOutlivesAPartitionShorterThanItsLimit() {
    machine.task("early", 0, rpc("afs")).task("late", 10 * S, rpc("afs")).start();
    machine.faults().schedule(List.of(lasting(0, "afs", "partition", 19 * S)));
    machine.until(60 * S);
    assertThat(machine.endOf("early")).isEqualTo(19 * S + ROUND_TRIP);
    assertThat(machine.endOf("late")).isEqualTo(19 * S + ROUND_TRIP);
    assertThat(machine.journal()).noneMatch(text -> text.contains("timed out"));
  }

  @Test
  void theLimitOfACallStartsAnewWithTheNextOutage() {
    machine.task("caller", 0, rpc("afs")).start();
    machine
        .faults()
        .schedule(
            List.of(
                fault("afs", "hang"),
                lasting(S, "afs", "partition", 15 * S),
                lasting(17 * S, "afs", "partition", 15 * S)));
    machine.until(60 * S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
  }

  @Test
  void aCrashWithinAPartitionDoesNotProlongTheSilence() {
    machine.task("caller", 0, rpc("afs")).start();
    machine.faults().begin(fault("afs", "partition"));
    machine.until(10 * S);
    machine.faults().begin(fault("afs", "crash"));
    machine.until(60 * S);
    assertThat(machine.endOf("caller")).isEqualTo(RXRPC_SILENCE);
  }

  @Test
  void ofTwoOutagesTheServerIsBackOnlyWhenBothAreLifted() {
    machine.task("caller", 0, rpc("nfs")).start();
    int partition = machine.faults().begin(fault("nfs", "partition"));
    int crash = machine.faults().begin(lasting(0, "nfs", "crash", 60 * S));
    machine.until(10 * S);
    machine.faults().lift(partition);
    machine.until(20 * S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
    machine.faults().lift(crash);
    machine.until(30 * S);
    assertThat(machine.endOf("caller")).isEqualTo(20 * S + ROUND_TRIP);
  }

  @Test
  void ofTwoHangsTheServerAnswersOnlyWhenBothAreLifted() {
    machine.task("caller", 0, rpc("nfs")).start();
    int first = machine.faults().begin(fault("nfs", "hang"));
    int second = machine.faults().begin(fault("nfs", "hang"));
    machine.until(S);
    machine.faults().lift(second);
    machine.until(2 * S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
    machine.faults().lift(first);
    machine.until(3 * S);
    assertThat(machine.state("caller")).isEqualTo(State.EXITED);
  }

  @Test
  void exactlyTheNthRequestIsLostAndSentAgain() {
    Stream.of(0, 1, 2, 3, 4).forEach(i -> machine.task("t" + i, i * 10 * MS, rpc("afs")));
    machine.start();
    machine.faults().begin(fault("afs", "drop", "nth", 3));
    machine.until(10 * S);
    assertThat(Stream.of(0, 1, 3, 4))
        .allMatch(i -> machine.endOf("t" + i) == i * 10 * MS + ROUND_TRIP);
    assertThat(machine.endOf("t2")).isEqualTo(20 * MS + RXRPC_RESEND + ROUND_TRIP);
  }

  @Test
  void everySoManyThRequestIsLostAtMostSoManyTimes() {
    Stream.of(0, 1, 2, 3, 4, 5).forEach(i -> machine.task("t" + i, i * 10 * MS, rpc("afs")));
    machine.start();
    machine
        .faults()
        .begin(
            new FaultSpec(
                0, "afs", "drop", OptionalLong.empty(), Map.of("interval", 2.0, "times", 2.0)));
    machine.until(10 * S);
    assertThat(IntStream.range(0, 6).filter(i -> machine.endOf("t" + i) > S)).containsExactly(1, 3);
  }

  @Test
  void aRequestThatWasLostHasTheSameChanceAgain() {
    machine.tasks("caller", 200, 0, rpc("afs")).start();
    machine.faults().begin(fault("afs", "drop", "probability", 0.5));
    machine.until(60 * S);
    assertThat(callers(200)).allMatch(name -> machine.state(name) == State.EXITED);
    assertThat(callers(200).filter(name -> machine.endOf(name) > S)).hasSizeBetween(70, 130);
    assertThat(callers(200).filter(name -> machine.endOf(name) > 2 * S)).hasSizeBetween(25, 75);
  }

  @Test
  void aLiftedDropLosesNoMore() {
    machine.task("first", 0, rpc("afs")).task("second", 5 * S, rpc("afs")).start();
    int drop = machine.faults().begin(fault("afs", "drop"));
    machine.until(2 * S + MS);
    machine.faults().lift(drop);
    machine.until(10 * S);
    assertThat(machine.endOf("first")).isEqualTo(3 * S + ROUND_TRIP);
    assertThat(machine.endOf("second")).isEqualTo(5 * S + ROUND_TRIP);
  }

  @Test
  void aDropGoesOnCountingWhereItWasWhenAnotherIsLifted() {
    Stream.of(0, 1, 2, 3).forEach(i -> machine.task("t" + i, i * 10 * MS, rpc("afs")));
    machine.start();
    machine.faults().begin(fault("afs", "drop", "nth", 3));
    int other = machine.faults().begin(fault("afs", "drop", "probability", 0));
    machine.until(15 * MS);
    machine.faults().lift(other);
    machine.until(10 * S);
    assertThat(IntStream.range(0, 4).filter(i -> machine.endOf("t" + i) > S)).containsExactly(2);
  }

  @Test
  void aHungLoopbackServerKeepsItsCallsFromNfsdUntilItIsLifted() {
    machine.loopbackServer("self", 2).task("caller", 0, rpc("self")).start();
    int hang = machine.faults().begin(fault("self", "hang"));
    machine.until(S);
    assertThat(machine.state("caller")).isEqualTo(State.BLOCKED);
    assertThat(machine.state("nfsd-1")).isEqualTo(State.IDLE);
    machine.faults().lift(hang);
    machine.until(2 * S);
    assertThat(machine.endOf("caller")).isEqualTo(S + MS + MS / 2);
  }

  @Test
  void aCallThatAnNfsdThreadServesIsServedOnceThoughTheNetworkFails() {
    Step slow = rpc("self");
    machine.loopbackServer("self", 2).task("caller", 0, slow).start();
    machine.faults().schedule(List.of(lasting(MS, "self", "partition", MS / 4)));
    machine.until(S);
    assertThat(machine.endOf("caller")).isEqualTo(ROUND_TRIP);
    assertThat(machine.engine().tables().samples().of("rpc latency").snapshot().getTotalCount())
        .isEqualTo(1);
  }

  private static Stream<String> callers(int count) {
    return IntStream.range(0, count).mapToObj(i -> "caller-" + i);
  }
}
