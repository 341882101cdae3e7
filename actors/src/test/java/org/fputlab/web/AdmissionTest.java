package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static Served served;
  private static Served open;

  @BeforeAll
  static void serve() {
    served = Served.onLoopback();
    open = Served.with("0.0.0.0", "s3cret");
  }

  @AfterAll
  static void close() {
    served.close();
    open.close();
  }

  private static String asked(Served whom, String line, String... headers) throws IOException {
    return whom.raw(line + " HTTP/1.1\n" + String.join("\n", headers) + "\nConnection: close\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8473",
        "127.0.0.1",
        "127.0.0.1:9",
        "127.3.2.1",
        "[::1]:80"
      })
  void loopbackGoesByItsNames(String host) throws IOException {
    assertThat(asked(served, "GET /state", "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8473",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.7",
        "[fe80::1]",
        "0.0.0.0"
      })
  void foreignNamesForThisMachineAreRefused(String host) throws IOException {
    assertThat(asked(served, "GET /state", "Host: " + host))
        .startsWith("HTTP/1.1 403 ")
        .contains("{\"error\":\"the host " + host + " is not this machine's name\"}");
  }

  @Test
  void requestWithoutAHostIsRefused() throws IOException {
    assertThat(served.raw("GET /state HTTP/1.0\n\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("missing a `Host` header");
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:8473, localhost:8473", "http://127.0.0.1:9, 127.0.0.1:9"})
  void pagesOfThisServerMayAsk(String origin, String host) throws IOException {
    assertThat(asked(served, "POST /faults/reset", "Host: " + host, "Origin: " + origin))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://localhost:3000", "https://127.0.0.1"})
  void pagesOfOthersMayNot(String origin) throws IOException {
    for (String line : new String[] {"POST /stop", "GET /state", "GET /events"}) {
      assertThat(asked(served, line, "Host: localhost:8473", "Origin: " + origin))
          .startsWith("HTTP/1.1 403 ")
          .contains("{\"error\":\"a page of " + origin);
    }
    assertThat(served.run.stopped.getCount()).isOne();
  }

  @Test
  void changeOutOfAForeignSiteIsRefusedWithoutAnOriginToo() throws IOException {
    assertThat(asked(served, "POST /stop", "Host: localhost", "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(asked(served, "GET /state", "Host: localhost", "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(served.run.stopped.getCount()).isOne();
  }

  @Test
  void whereOthersCanReachItATokenIsAskedFor() {
    Served.Answer answer = open.get("/state").is(401);
    assertThat(answer.error()).startsWith("this run asks for its token: Authorization: Bearer");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    open.send("GET", "/state", "", "Authorization", "Bearer s3cret").is(200);
    open.send("GET", "/state", "", "Authorization", "Bearer s3cre").is(401);
    open.send("GET", "/state", "", "Authorization", "Basic s3cret").is(401);
    open.send("POST", "/faults/reset", "", "Authorization", "bearer s3cret").is(200);
    open.get("/nowhere").is(401);
  }

  @Test
  void tokenStandsInTheAddressOfPageAndEventStreamOnly() {
    open.events("/events?token=s3cret").close();
    open.get("/?token=no").is(401);
    open.get("/state?token=s3cret").is(401);
    open.send("POST", "/stop?token=s3cret", "").is(401);
    assertThat(open.run.stopped.getCount()).isOne();
  }

  @Test
  void filesOfThePageTakeNoToken() {
    open.get("/openapi.json").is(200);
  }

  @Test
  void anyAddressOfTheMachineWillDoWhereItListensAtAll() throws IOException {
    String token = "Authorization: Bearer s3cret";
    assertThat(asked(open, "GET /state", "Host: 10.0.0.7:8473", token)).startsWith("HTTP/1.1 200 ");
    assertThat(asked(open, "GET /state", "Host: evil.example", token)).startsWith("HTTP/1.1 403 ");
  }
}
