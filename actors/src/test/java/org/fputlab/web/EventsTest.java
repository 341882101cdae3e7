package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.engine.ActorLog;
import org.fputlab.watch.Verdict;
import org.fputlab.web.EventReader.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventsTest {

  private static final Logger ACTORS = (Logger) LoggerFactory.getLogger("fputlab");

  private Served served;

  @BeforeEach
  void serve() {
    ACTORS.setAdditive(false);
    served = Served.onLoopback();
  }

  @AfterEach
  void close() {
    served.close();
    ACTORS.setAdditive(true);
  }

  @Test
  void stateComesFirst() {
    try (EventReader events = served.events("/events")) {
      assertThat(events.next().kind()).isEqualTo("state");
    }
  }

  @Test
  void whatHappensIsToldInOrder() {
    try (EventReader events = served.events("/events")) {
      events.next("state");
      served.run.happen(5, 1, "opens");
      served.run.find(StandInRun.longWait());
      served.run.showState();
      Told event = events.next("journal");
      assertThat(event.id()).isOne();
      assertThat(event.data()).isEqualTo("{\"at_ns\":5,\"actor\":\"vfs\",\"text\":\"opens\"}");
      Told finding = events.next("finding");
      assertThat(finding.id()).isEqualTo(2);
      assertThat(finding.json()).isEqualTo(served.get("/findings").json().at("/findings/0"));
      assertThat(events.next("state").json()).isEqualTo(served.get("/state").json());
    }
  }

  @Test
  void streamIsResumedBehindTheLastEventSeen() {
    served.run.happen(1, 5, "opens");
    try (EventReader events = served.events("/events?kinds=journal&after=3")) {
      assertThat(events.next().id()).isEqualTo(4);
      assertThat(events.next().id()).isEqualTo(5);
    }
    try (EventReader events = served.events("/events?kinds=journal", "Last-Event-ID", "4")) {
      assertThat(events.next().id()).isEqualTo(5);
    }
  }

  @Test
  void numberOfAnEarlierRunMeansEverythingKept() {
    served.run.happen(1, 2, "opens");
    try (EventReader events = served.events("/events?kinds=journal", "Last-Event-ID", "977")) {
      assertThat(events.next().id()).isEqualTo(1);
    }
  }

  @Test
  void eventsThatAreGoneAreCounted() {
    served.run.happen(1, EventRing.KEPT + 7, "opens");
    try (EventReader events = served.events("/events?kinds=journal&after=2")) {
      Told missed = events.next();
      assertThat(missed.kind()).isEqualTo("missed");
      assertThat(missed.data()).isEqualTo("{\"missed\":5}");
      assertThat(missed.id()).isEqualTo(7);
      assertThat(events.next().id()).isEqualTo(8);
    }
  }

  @Test
  void onlyTheKindsAskedForCome() {
    try (EventReader events = served.events("/events?kinds=finding")) {
      served.run.happen(1, 300, "opens");
      served.run.find(StandInRun.longWait());
      assertThat(events.next().kind()).isEqualTo("finding");
    }
    Served.Answer answer = served.get("/events?kinds=journal,findings").is(400);
    assertThat(answer.error()).isEqualTo("unknown kind findings. Did you mean finding?");
    assertThat(answer.json().at("/problems/0/legal").toString()).contains("journal");
    assertThat(served.get("/events?after=x").is(400).json().at("/problems/0/field").asText())
        .isEqualTo("after");
  }

  @Test
  void whatActorsLogIsTold() {
    try (EventReader events = served.events("/events?kinds=log")) {
      LoggerFactory.getLogger("fputlab.nfsd.nfsd-3")
          .error("{}", new ActorLog.Line(7, "nfsd-3", "__fput", "closes f"));
      LoggerFactory.getLogger(ActorLog.FINDINGS)
          .error("{}", new ActorLog.Line(8, "watch", "", "told as a finding"));
      LoggerFactory.getLogger("fputlab.nfsd.nfsd-3")
          .error("{}", new ActorLog.Line(9, "nfsd-3", "", "is idle"));
      assertThat(events.next().data())
          .isEqualTo(
              "{\"at_ns\":7,\"actor\":\"nfsd-3\",\"level\":\"error\",\"frame\":\"__fput\","
                  + "\"text\":\"closes f\"}");
      assertThat(events.next().json().get("at_ns").asLong()).isEqualTo(9);
    }
  }

  @Test
  void floodOfLogLinesIsThinnedAndSaysSo() {
    EventRing ring = new EventRing(Runnable::run);
    LogTap log = new LogTap(ring);
    log.open();
    try {
      for (int i = 0; i < 3 * LogTap.LINES_PER_SECOND; i++) {
        LoggerFactory.getLogger("fputlab.vfs.vfs")
            .error("{}", new ActorLog.Line(i, "vfs", "", "x"));
      }
      assertThat(ring.last()).isEqualTo(LogTap.LINES_PER_SECOND);
      log.refill(0.1);
      EventRing.News news = ring.after(ring.last() - 1, null, 1);
      assertThat(news.events().get(0).spelled().utf8String())
          .contains("event: missed", "{\"missed\":" + 2 * LogTap.LINES_PER_SECOND + "}");
    } finally {
      log.close();
    }
  }

  @Test
  void findingThatOnlyBecomesWorseIsToldOnceASecond() {
    EventRing ring = new EventRing(Runnable::run);
    RunEvents events = new RunEvents(served.run, served.levels, ring, new Past());
    for (int i = 0; i < 10; i++) {
      events.finding(StandInRun.longWait());
    }
    assertThat(ring.last()).isOne();
    events.tellWorse();
    events.tellWorse();
    assertThat(ring.last()).isEqualTo(2);
  }

  @Test
  void endIsTheLastEvent() {
    try (EventReader events = served.events("/events?kinds=finding")) {
      served.run.happen(1, 3, "opens");
      served.run.end(Verdict.DEADLOCK);
      assertThat(events.next().data()).isEqualTo("{\"verdict\":\"deadlock\",\"exit_code\":3}");
      assertThat(events.next().kind()).isEqualTo("closed");
    }
    try (EventReader late = served.events("/events?kinds=journal&after=0")) {
      assertThat(late.next().id()).isOne();
      assertThat(late.next("end").id()).isEqualTo(4);
      assertThat(late.next().kind()).isEqualTo("closed");
    }
  }

  @Test
  void quietStreamSaysThatItIsThere() throws Exception {
    EventRing ring = new EventRing(Runnable::run);
    List<String> bites = new ArrayList<>();
    EventStream stream = EventStream.reader(ring, java.util.Set.of(EventRing.Kind.JOURNAL), 0);
    stream.next().thenAccept(bite -> bites.add(bite.orElseThrow().utf8String()));
    ring.state(() -> com.fasterxml.jackson.databind.node.NullNode.instance);
    ring.tick(false);
    assertThat(bites).isEmpty();
    ring.tick(true);
    assertThat(bites).containsExactly(": quiet\n\n");
  }

  @Test
  void clientThatDoesNotReadHoldsUpNobodyAndIsToldWhatItMissed() throws IOException {
    int many = 4 * EventRing.KEPT;
    try (Socket idle = asking("/events?kinds=journal&after=0");
        EventReader reading = served.events("/events?kinds=finding")) {
      served.run.happen(1, many, "x".repeat(500));
      served.run.find(StandInRun.longWait());
      assertThat(reading.next("finding").id()).isEqualTo(many + 1);
      served.run.end(Verdict.OK);
      String all = readToEnd(idle);
      long received = count(all, "event: journal\n");
      Matcher missed = Pattern.compile("\\{\"missed\":(\\d+)}").matcher(all);
      long gone = missed.results().mapToLong(one -> Long.parseLong(one.group(1))).sum();
      assertThat(gone).isPositive();
      assertThat(received + gone).isEqualTo(many);
      assertThat(all).contains("event: end\n");
    }
  }

  @Test
  void thousandClientsAreTold() throws IOException {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        clients.add(asking("/events?kinds=finding&after=0"));
      }
      served.run.find(StandInRun.longWait());
      for (Socket client : clients) {
        assertThat(readUntil(client, "event: finding\n")).contains("200 OK");
      }
      assertThat(served.get("/metrics").body()).contains("fputlab_event_streams 1000.0");
      served.get("/state").is(200);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
    Served.until("all streams are let go", this::nobodyListensAnyMore);
  }

  private boolean nobodyListensAnyMore() {
    served.run.find(StandInRun.longWait());
    return served.get("/metrics").body().contains("fputlab_event_streams 0.0");
  }

  private Socket asking(String path) throws IOException {
    Socket socket = served.connected();
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String readToEnd(Socket socket) throws IOException {
    return readUntil(socket, "\r\n0\r\n\r\n");
  }

  private static String readUntil(Socket socket, String mark) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    String tail = "";
    while (!tail.contains(mark)) {
      int length = in.read(some);
      if (length < 0) {
        throw new AssertionError("closed without " + mark);
      }
      all.write(some, 0, length);
      String piece = new String(some, 0, length, StandardCharsets.UTF_8);
      tail = tail.substring(Math.max(0, tail.length() - mark.length())) + piece;
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static long count(String text, String what) {
    return Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
  }
}
