package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.engine.ActorLog;
import org.fputlab.report.Style;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines on their way to the terminal. */
class LiveLogTest {

  private static final Pattern LEFT_OUT = Pattern.compile("\\.\\.\\. ([\\d,]+) more lines?");

  private final StringWriter written = new StringWriter();
  private final AtomicLong wallNanos = new AtomicLong();
  private final Logger nfsd = logger("fputlab.nfsd.nfsd-3");
  private final Logger events = logger(ActorLog.EVENTS);
  private final Logger findings = logger(ActorLog.FINDINGS);

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void debug() {
    nfsd.setLevel(Level.DEBUG);
  }

  @AfterEach
  void silence() {
    nfsd.setLevel(null);
  }

  private LiveLog open(LogFormat format, Style style, long linesPerSecond, Writer to) {
    LiveLog.Looks looks = new LiveLog.Looks(format, style, linesPerSecond);
    return LiveLog.open(looks, new PrintWriter(to), wallNanos::get);
  }

  private void logged(LogFormat format, Style style, Runnable what) {
    LiveLog log = open(format, style, 200, written);
    what.run();
    log.close();
  }

  private static ActorLog.Line line(long at, String actor, String frame, String text) {
    return new ActorLog.Line(at, actor, frame, text);
  }

  private void oneOfEach() {
    events.info("{}", line(10_000_000_000L, "fault", "", "#1 afs-server hang begins"));
    nfsd.debug("{}", line(10_000_250_000L, "nfsd-3", "__fput", "waits for afs-server"));
    findings.warn("{}", line(15_000_000_000L, "afs-server", "", "long wait: 8 nfsd threads wait"));
  }

  @Test
  void linesStandInColumnsAndFindingsStandOut() {
    logged(LogFormat.TEXT, Style.PLAIN, this::oneOfEach);
    assertThat(written)
        .hasToString(
            """
               10.000000  fault             #1 afs-server hang begins
               10.000250  nfsd-3            __fput                  waits for afs-server
               15.000000  afs-server        FINDING  long wait: 8 nfsd threads wait
            """
                .indent(0));
  }

  @Test
  void onATerminalAFindingIsInColour() {
    logged(LogFormat.TEXT, Style.COLOUR, this::oneOfEach);
    List<String> lines = written.toString().lines().toList();
    assertThat(lines.get(0)).doesNotContain("\u001B");
    assertThat(lines.get(2)).startsWith("\u001B[1;31m").endsWith("\u001B[0m");
  }

  @Test
  void jsonHasOneObjectALine() throws IOException {
    logged(
        LogFormat.JSON,
        Style.COLOUR,
        () -> {
          oneOfEach();
          nfsd.debug("{}", line(1, "nfsd-3", "", "says \"so\"\nand so"));
        });
    List<String> lines = written.toString().lines().toList();
    assertThat(lines)
        .contains(
            "{\"at_ns\":10000250000,\"actor\":\"nfsd-3\",\"level\":\"debug\",\"frame\":\"__fput\","
                + "\"text\":\"waits for afs-server\"}",
            "{\"at_ns\":15000000000,\"actor\":\"afs-server\",\"level\":\"warn\",\"frame\":\"\","
                + "\"text\":\"long wait: 8 nfsd threads wait\"}");
    JsonNode last = new ObjectMapper().readTree(lines.get(3));
    assertThat(last.get("text").asText()).isEqualTo("says \"so\"\nand so");
  }

  @Test
  void tenThousandLinesASecondAreSampledAndEveryOneIsAccountedFor() {
    logged(LogFormat.TEXT, Style.PLAIN, this::tenThousandLinesAndTenEvents);
    assertThat(lines("works")).isEqualTo(200);
    assertThat(lines("happened")).isEqualTo(10);
    assertThat(leftOut()).isEqualTo(9_800);
  }

  private void tenThousandLinesAndTenEvents() {
    for (int i = 0; i < 10_000; i++) {
      nfsd.debug("{}", line(i * 100_000L, "nfsd-3", "", "works"));
      if (i % 1_000 == 0) {
        events.info("{}", line(i * 100_000L, "fault", "", "happened " + i));
      }
    }
  }

  @Test
  void aTerminalThatTakesNothingHoldsUpNobodyAndLosesNoFinding() {
    StoppedTerminal terminal = new StoppedTerminal();
    LiveLog log = open(LogFormat.TEXT, Style.PLAIN, Long.MAX_VALUE, terminal);
    for (int i = 0; i < LiveLog.ROOM + 10_000; i++) {
      nfsd.debug("{}", line(i, "nfsd-3", "", "works"));
    }
    for (int i = 0; i < 1_000; i++) {
      findings.warn("{}", line(i, "nfsd", "", "stalled mailbox " + i));
    }
    assertThat(written.toString()).isEmpty();
    terminal.goesOn.countDown();
    log.close();
    assertThat(lines("stalled mailbox")).isEqualTo(1_000);
    assertThat(lines("works")).isGreaterThanOrEqualTo(LiveLog.ROOM);
    assertThat(lines("works") + leftOut()).isEqualTo(LiveLog.ROOM + 10_000L);
  }

  @Test
  void afterwardsTheProgramLogsAsBefore() {
    open(LogFormat.TEXT, Style.PLAIN, 200, written).close();
    assertThat(logger("fputlab").isAdditive()).isTrue();
    assertThat(logger("fputlab").iteratorForAppenders().hasNext()).isFalse();
  }

  private long lines(String text) {
    return written.toString().lines().filter(line -> line.contains("  " + text)).count();
  }

  private long leftOut() {
    long sum = 0;
    Matcher matcher = LEFT_OUT.matcher(written.toString());
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1).replace(",", ""));
    }
    return sum;
  }

  /** Takes nothing until it is told to go on. */
  private final class StoppedTerminal extends Writer {
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      written.write(text, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
