package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {

  private static Served served;

  @BeforeAll
  static void serve() {
    served = Served.onLoopback();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static JsonNode json(String path) {
    return served.get(path).is(200).json();
  }

  @Test
  void stateIsTheRunInOneObject() {
    JsonNode state = json("/state");
    assertThat(state.get("format").asText()).isEqualTo("fputlab-live/1");
    assertThat(state.at("/scenario/file").asText()).isEqualTo("scenarios/afs/live.conf");
    assertThat(state.get("now_ns").asLong()).isEqualTo(12_000_000_000L);
    assertThat(state.at("/pace/keeps_up").asBoolean()).isTrue();
    assertThat(state.get("pending").asLong()).isEqualTo(20);
    assertThat(state.get("growth_per_s").asDouble()).isEqualTo(1.5);
    assertThat(state.at("/closer_wait/count").asLong()).isEqualTo(100);
    assertThat(state.at("/rpc_latency/p99_ns").isNull()).isTrue();
    assertThat(state.at("/log/nfsd").asText()).isEqualTo("warn");
  }

  @Test
  void mailboxSaysWhatItsOwnerWaitsFor() {
    JsonNode boxes = json("/mailboxes").get("mailboxes");
    assertThat(boxes.get(0).get("gate").asText()).isEqualTo("closed");
    assertThat(boxes.get(0).get("waits_for").asText()).isEqualTo("io_lock(afs/)");
    assertThat(boxes.get(1).get("oldest_age_ns").isNull()).isTrue();
    assertThat(boxes.get(1).get("waits_for").isNull()).isTrue();
  }

  @Test
  void taskHasItsStackHoldsAndWait() {
    JsonNode task = json("/tasks").get("tasks").get(0);
    assertThat(task.at("/stack/0").asText()).isEqualTo("afs_d_iput");
    assertThat(task.at("/holds/0/resource").asText()).isEqualTo("io_lock(afs/)");
    assertThat(task.at("/waits_for/sleep").asText()).isEqualTo("killable");
    assertThat(task.at("/waits_for/fault").asInt()).isEqualTo(1);
    assertThat(json("/tasks").get("tasks").get(1).get("waits_for").isNull()).isTrue();
  }

  @Test
  void oneTaskComesWithItsTree() {
    JsonNode task = json("/tasks/nfsd-0");
    assertThat(task.get("pid").asInt()).isEqualTo(101);
    assertThat(task.at("/tree/1").asText()).startsWith("`- nfsd-0 waits");
  }

  @Test
  void unknownTaskIsToldTheNearest() {
    Served.Answer answer = served.get("/tasks/nfsd-33").is(404);
    assertThat(answer.error()).isEqualTo("unknown task nfsd-33. Did you mean nfsd-0?");
    assertThat(answer.json().get("known")).hasSize(2);
  }

  @Test
  void findingsAreAsARunReportsThem() {
    JsonNode findings = json("/findings");
    assertThat(findings.get("verdict").asText()).isEqualTo("waits");
    assertThat(findings.at("/findings/0/kind").asText()).isEqualTo("long_wait");
    assertThat(findings.at("/findings/0/figures/longest_wait_ns").asLong())
        .isEqualTo(11_000_000_000L);
  }

  @Test
  void faultsThatCouldBeAreListedWithTheirTargets() {
    JsonNode known = json("/faults").get("known");
    assertThat(known.at("/0/do").asText()).isEqualTo("hang");
    assertThat(known.at("/0/targets/0").asText()).isEqualTo("afs-server");
    assertThat(known.at("/1/settings/by/kind").asText()).isEqualTo("factor");
    assertThat(known.at("/1/settings/by/required").asBoolean()).isTrue();
  }

  @Test
  void liveIsEverythingAtOnce() {
    JsonNode live = json("/live");
    assertThat(live.fieldNames())
        .toIterable()
        .containsExactly("state", "mailboxes", "tasks", "findings", "faults");
    assertThat(live.at("/mailboxes")).isEqualTo(json("/mailboxes").get("mailboxes"));
    assertThat(live.at("/tasks")).isEqualTo(json("/tasks").get("tasks"));
    assertThat(live.at("/faults")).isEqualTo(json("/faults"));
  }

  @Test
  void stacksAndHoldsCanBeLeftOut() {
    JsonNode task = json("/live?stacks=0").at("/tasks/0");
    assertThat(task.has("stack")).isFalse();
    assertThat(task.has("holds")).isFalse();
    assertThat(task.at("/waits_for/resource").asText()).isEqualTo("afs-server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/state", "/metrics", "/openapi.json", "/nowhere"})
  void nothingIsKeptFramedOrSniffed(String path) {
    Served.Answer answer = served.get(path);
    assertThat(answer.status()).isIn(200, 404);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'self';");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void filesOfThePageHaveTheirTypes() {
    assertThat(served.get("/openapi.json").is(200).header("Content-Type"))
        .isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/../config/web.conf", "/%2e%2e/config/web.conf", "/.hidden.js", "/web", "/no.js"})
  void nothingButThePageIsServed(String path) {
    assertThat(served.get(path).status()).isEqualTo(404);
  }

  @Test
  void unknownPathIsToldTheKnownOnes() {
    Served.Answer answer = served.get("/stat").is(404);
    assertThat(answer.error()).isEqualTo("unknown path /stat. Did you mean /state?");
    assertThat(answer.json().get("known").toString())
        .contains("\"GET /state\"", "\"POST /faults\"", "\"DELETE /faults/{id}\"");
  }

  @Test
  void wrongMethodIsToldTheRightOnes() {
    Served.Answer answer = served.send("DELETE", "/faults", "").is(405);
    assertThat(answer.error()).isEqualTo("/faults knows no DELETE. Known: GET, POST");
    assertThat(answer.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void headIsAGetWithoutItsBody() {
    Served.Answer answer = served.send("HEAD", "/state", "").is(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }
}
