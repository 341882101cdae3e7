package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private Served served;

  @BeforeEach
  void serve() {
    served = Served.onLoopback();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private Served.Answer inject(String fault) {
    return served.send("POST", "/faults", fault);
  }

  @Test
  void faultBegins() {
    JsonNode begun =
        inject("{\"on\":\"afs-server\",\"do\":\"hang\",\"for\":\"15s\"}").is(201).json();
    assertThat(begun.toString())
        .isEqualTo("{\"id\":1,\"what\":\"hang for 15s\",\"on\":\"afs-server\"}");
    JsonNode active = served.get("/faults").json().at("/active/0");
    assertThat(active.get("what").asText()).isEqualTo("hang for 15s");
    assertThat(active.get("age_ns").asLong()).isEqualTo(2 * StandInRun.SECOND);
    assertThat(active.get("left_ns").asLong()).isEqualTo(13 * StandInRun.SECOND);
    assertThat(active.get("final").asBoolean()).isFalse();
  }

  @Test
  void settingsComeBackAsTheyWereWritten() {
    inject("{\"on\":\"afs-server\",\"do\":\"drop\",\"probability\":0.1,\"times\":3}").is(201);
    JsonNode active = served.get("/faults").json().at("/active/0");
    assertThat(active.get("settings").toString()).isEqualTo("{\"probability\":0.1,\"times\":3}");
    assertThat(active.get("left_ns").isNull()).isTrue();
  }

  @Test
  void refusalNamesFieldAndLegalValues() {
    Served.Answer answer = inject("{\"on\":\"afs-srver\",\"do\":\"hang\"}").is(400);
    assertThat(answer.error()).isEqualTo("unknown server afs-srver. Did you mean afs-server?");
    assertThat(answer.json().at("/problems/0").toString())
        .isEqualTo(
            "{\"field\":\"on\",\"value\":\"afs-srver\",\"rule\":\"unknown server afs-srver\","
                + "\"hint\":\"Did you mean afs-server?\",\"legal\":[\"afs-server\"]}");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    JsonNode problems =
        inject("{\"do\":\"slow\",\"by\":\"fast\",\"until\":\"5s\"}").is(400).json().get("problems");
    assertThat(problems.findValuesAsText("field")).containsExactly("on", "by", "until");
    assertThat(problems.at("/2/legal").toString()).isEqualTo("[\"on\",\"do\",\"for\",\"by\"]");
  }

  @Test
  void wrongTypesAreRefused() {
    assertThat(inject("{\"on\":7,\"do\":\"hang\"}").is(400).error())
        .isEqualTo("on = 7: is not text.");
    assertThat(inject("{\"on\":\"afs-server\",\"do\":{}}").is(400).error())
        .startsWith("do = { ... }: is not text.");
    assertThat(inject("{\"on\":\"afs-server\",\"do\":\"hang\",\"for\":null}").is(400).error())
        .startsWith("for = null: is not a number with a unit.");
  }

  @Test
  void whatTheMachineRefusesIsTold() {
    assertThat(inject("{\"on\":\"nfsd-1\",\"do\":\"pause\",\"for\":\"1s\"}").is(400).error())
        .isEqualTo("pause: cannot be put on nfsd-1");
  }

  @Test
  void faultIsLiftedOnce() {
    inject("{\"on\":\"afs-server\",\"do\":\"hang\"}").is(201);
    assertThat(served.send("DELETE", "/faults/1", "").is(200).body())
        .isEqualTo("{\"id\":1,\"lifted\":true}\n");
    assertThat(served.send("DELETE", "/faults/1", "").is(404).error())
        .isEqualTo("no fault 1 is at work. None is");
  }

  @Test
  void faultThatIsNotAtWorkIsNotLifted() {
    inject("{\"on\":\"afs-server\",\"do\":\"hang\"}").is(201);
    Served.Answer answer = served.send("DELETE", "/faults/x1", "").is(404);
    assertThat(answer.error()).isEqualTo("no fault x1 is at work. Those are: 1");
    assertThat(answer.json().get("known").toString()).isEqualTo("[\"1\"]");
  }

  @Test
  void killIsFinal() {
    inject("{\"on\":\"nfsd-0\",\"do\":\"kill\"}").is(201);
    assertThat(served.send("DELETE", "/faults/1", "").is(409).error())
        .isEqualTo("fault 1, kill, cannot be lifted");
  }

  @Test
  void resetLiftsWhatCanBeLifted() {
    inject("{\"on\":\"afs-server\",\"do\":\"hang\"}").is(201);
    inject("{\"on\":\"nfsd-0\",\"do\":\"kill\"}").is(201);
    inject("{\"on\":\"nfsd-1\",\"do\":\"pause\"}").is(201);
    assertThat(served.send("POST", "/faults/reset", "").is(200).body())
        .isEqualTo("{\"lifted\":[1,3]}\n");
  }

  @Test
  void logLevelsChangeWhileItRuns() {
    JsonNode levels =
        served.send("PUT", "/log", "{\"nfsd\":\"debug\",\"nfsd-0\":\"trace\"}").is(200).json();
    assertThat(levels.toString()).isEqualTo("{\"nfsd\":\"debug\",\"nfsd-0\":\"trace\"}");
    assertThat(served.levels.changes()).isOne();
  }

  @Test
  void unknownLoggersAndLevelsAreRefusedTogether() {
    Served.Answer answer =
        served.send("PUT", "/log", "{\"nfsd-3\":\"debug\",\"vfs\":\"loud\",\"nfsd\":1}").is(400);
    assertThat(answer.error()).isEqualTo("unknown subsystem or actor nfsd-3. Did you mean nfsd-0?");
    assertThat(answer.json().get("problems").findValuesAsText("field"))
        .containsExactly("nfsd-3", "vfs", "nfsd");
    assertThat(answer.json().at("/problems/1/legal").toString()).contains("trace");
    assertThat(served.levels.changes()).isZero();
  }

  @Test
  void stopEndsTheRun() throws InterruptedException {
    served.send("POST", "/stop", "").is(202);
    assertThat(served.run.stopped.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runThatIsOverTakesNoFaults() {
    served.run.end(Verdict.OK);
    assertThat(inject("{\"on\":\"afs-server\",\"do\":\"hang\"}").is(409).error())
        .isEqualTo("the run is over");
    assertThat(served.get("/state").json().get("over").asBoolean()).isTrue();
  }
}
