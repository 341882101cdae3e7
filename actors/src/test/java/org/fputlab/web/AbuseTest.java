package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbuseTest {

  private static final String HANG = "{\"on\":\"afs-server\",\"do\":\"hang\"}";

  private Served served;

  @BeforeEach
  void serve() {
    served = Served.onLoopback();
  }

  @AfterEach
  void close() {
    assertThat(served.get("/state").is(200).json().get("faults").asInt()).isZero();
    served.close();
  }

  private Served.Answer post(HttpRequest.BodyPublisher body) {
    return Served.send(
        HttpRequest.newBuilder(served.uri("/faults")).timeout(Served.LONGEST).POST(body).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"on":"afs-server"         | the body is no JSON at line 1, column 19: Unexpected end-of-input
          {"on":"afs-server","do":}  | the body is no JSON at line 1, column 25: Unexpected character
          {'on':'afs-server'}        | the body is no JSON at line 1, column 2: Unexpected character
          {"on":NaN}                 | the body is no JSON at line 1, column 10: Non-standard token
          {"do":"hang","do":"kill"}  | the body is no JSON at line 1, column 18: Duplicate field 'do'
          {} {}                      | something follows the JSON object
          [1]                        | the body is no JSON object
          "hang"                     | the body is no JSON object
          null                       | the body is no JSON object
          `  `                       | the body is no JSON object
          hang                       | the body is no JSON at line 1, column 5: Unrecognized token 'hang'
          """)
  void malformedJsonIsToldWhereItBreaks(String body, String error) {
    assertThat(served.send("POST", "/faults", body).is(400).error()).startsWith(error);
  }

  @Test
  void noBodyIsNoObject() {
    assertThat(served.send("POST", "/faults", "").is(400).error())
        .startsWith("the body is no JSON object");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"on\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(served.send("POST", "/faults", deep).is(400).error()).contains("depth");
  }

  @Test
  void tenMegabytesAreRefused() {
    byte[] large = new byte[10 << 20];
    assertThat(post(BodyPublishers.ofByteArray(large)).is(413).error())
        .isEqualTo("the body is longer than 64 KiB");
  }

  @Test
  void lengthThatIsNotToldBeforehandIsRefusedToo() throws IOException {
    String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
    assertThat(
            served.raw(
                "POST /faults HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n"
                    + "Connection: close\n\n"
                    + chunk.repeat(3)
                    + "0\n\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("the body is longer than 64 KiB");
  }

  @Test
  void bodyOfExactlyTheLimitIsReadAndNotRepeatedInTheAnswer() {
    String hang = HANG.replace("afs-server", "%s");
    String filler = "x".repeat((64 << 10) - hang.length() + 2);
    Served.Answer answer = served.send("POST", "/faults", hang.formatted(filler)).is(400);
    assertThat(answer.body()).hasSizeLessThan(1_000).contains("unknown server xxx");
    served.send("POST", "/faults", hang.formatted(filler + "x")).is(413);
  }

  @Test
  void changesAreLimitedInASecondButLooksAreNot() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5 * LiveServer.CHANGES_PER_SECOND && !statuses.contains(429); i++) {
      statuses.add(served.send("DELETE", "/faults/1", "").status());
    }
    assertThat(statuses).contains(404, 429).hasSizeGreaterThan(LiveServer.CHANGES_PER_SECOND);
    served.get("/state").is(200);
    Served.until("the next second", () -> served.send("DELETE", "/faults/1", "").status() == 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /sta%te HTTP/1.1\\nHost: localhost   | 400
          BREW /state HTTP/1.1\\nHost: localhost   | 501
          GET /state HTTP/9.9\\nHost: localhost    | 505
          GET /state HTTP/1.1\\nHost: local host   | 400
          hello to all of you                      | 501
          """)
  void whatIsNoHttpIsAnsweredInJsonToo(String text, int status) throws IOException {
    assertThat(served.raw(text.replace("\\n", "\n") + "\n\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("{\"error\":\"");
  }

  @Test
  void addressThatNeverEndsIsRefused() throws IOException {
    assertThat(served.raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\nHost: localhost\n\n"))
        .startsWith("HTTP/1.1 414 ");
  }

  @Test
  void oddPathsAreUnknown() {
    for (String path :
        List.of("//state", "/state/", "/tasks/", "/faults/1/2", "/state;x=1", "/%00")) {
      assertThat(served.get(path).status()).as(path).isEqualTo(404);
    }
  }
}
