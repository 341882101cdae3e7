package org.fputlab.scenario.observed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code strace -T -e trace=close} prints, with {@code -f}, {@code -r}, {@code -t}, {@code
 * -tt}, {@code -ttt}, {@code -y} and {@code -o} or without (strace 4.8 to 6.1).
 *
 * <p>strace sees a system call end after the kernel has run the task's work of the call ({@code
 * ptrace_notify}, kernel/signal.c), so that also before Linux 6.6 a release is within the time.
 */
final class StraceLines implements Format {

  static final String KIND = "strace lists";

  private static final String OWN_TIME =
      "by strace, which stops the task at the call and at its return: a part of each time, and of"
          + " short ones the most, is strace's own";
  private static final String UNTIMED = "closes without a duration (run strace with -T)";

  /** With fewer seconds a rate from whole seconds is too uncertain not to be told. */
  private static final long FINE_SECONDS = 100;

  private static final Pattern RETURN =
      Pattern.compile(
          "(?:0|-1 (?<error>E[A-Z0-9]+) \\(.*\\)(?: \\(INJECTED\\))?|(?<none>\\?.*?))"
              + "(?: <(?<took>\\d{1,9}(?:\\.\\d{1,9})?)>)?\\s*");
  private static final Pattern CLOSE = Pattern.compile("close\\(-?\\d{1,10}(?:[<(].*)?\\) += (.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. close resumed> ?\\)? += (.*)");
  private static final Pattern UNFINISHED =
      Pattern.compile("close\\(-?\\d{1,10}(?:[<(].*)? ?<unfinished \\.\\.\\.>\\s*");
  private static final Pattern OTHER_CALL =
      Pattern.compile(
          "\\w+\\(.*(?:\\) += .+|<unfinished \\.\\.\\.>)|<\\.\\.\\. \\w+ resumed>.*|\\?\\?\\?\\(.*");
  private static final Pattern TALK =
      Pattern.compile(
          "strace: .*|\\+\\+\\+ .* \\+\\+\\+|--- .* ---|\\[ Process PID=.* ]"
              + "|(?:strace: )?Process \\d+ (?:attached|detached|suspended|resumed).*");
  private static final Pattern BROKEN =
      Pattern.compile(".*(?:close|resumed>|unfinished|\\) += |<\\d+\\.\\d+>).*|.*<\\d*\\.?\\d*");

  private final Reading reading;
  private final CloseCalls closes = new CloseCalls();
  private final StraceClock clock;
  private long unfinished;
  private long untimed;
  private @Nullable String shape;

  StraceLines(Reading reading) {
    this.reading = reading;
    this.clock = new StraceClock(reading);
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    StraceLeader leader = StraceLeader.of(line.text());
    String body = leader.body();
    boolean known = isCloseOrTalk(body) || OTHER_CALL.matcher(body).matches();
    if (!known) {
      boolean broken = hasCloses() && BROKEN.matcher(line.text()).matches();
      return broken && damaged(line);
    }
    if (TALK.matcher(body).matches() && leader.shape().equals(StraceLeader.NO_TIME)) {
      return true;
    }
    if (shape == null || !hasCloses()) {
      shape = leader.shape();
    }
    if (!leader.shape().equals(shape) || body.split("close\\(", -1).length > 2) {
      return damaged(line);
    }
    clock.at(line, leader);
    return call(line, leader);
  }

  private static boolean isCloseOrTalk(String body) {
    return isClose(body) || RESUMED.matcher(body).matches() || TALK.matcher(body).matches();
  }

  private static boolean isClose(String body) {
    return CLOSE.matcher(body).matches() || UNFINISHED.matcher(body).matches();
  }

  private boolean hasCloses() {
    return unfinished > 0 || closes.seen() > 0;
  }

  private boolean damaged(Line line) {
    reading.skip(FunctionGraph.DAMAGED, line);
    return true;
  }

  private boolean call(Line line, StraceLeader leader) {
    String body = leader.body();
    Matcher whole = CLOSE.matcher(body);
    Matcher resumed = RESUMED.matcher(body);
    if (UNFINISHED.matcher(body).matches()) {
      unfinished++;
    } else if (whole.matches()) {
      return returned(line, leader, String.valueOf(whole.group(1)));
    } else if (resumed.matches()) {
      unfinished = Math.max(0, unfinished - 1);
      return returned(line, leader, String.valueOf(resumed.group(1)));
    }
    return true;
  }

  private boolean returned(Line line, StraceLeader leader, String text) {
    Matcher back = RETURN.matcher(text);
    if (!back.matches()) {
      return damaged(line);
    }
    String took = back.group("took");
    if (took == null) {
      closes.lost();
      if (back.group("none") == null) {
        untimed++;
        reading.skip(UNTIMED, line);
      }
      return true;
    }
    String error = back.group("error");
    long nanos = Stamp.seconds(took);
    closes.returned(leader.task(), nanos, error == null ? "" : error);
    clock.until(nanos);
    return true;
  }

  /** What was listed, to be compared with a table below. */
  CloseCalls closes() {
    return closes;
  }

  @Override
  public void end() throws NotUsable {
    if (closes.seen() == 0) {
      return;
    }
    Damage.check(reading, closes.returned());
    if (untimed > 0 && untimed * 20 > closes.seen()) {
      throw new NotUsable(
          "%s: %d of %d closes have no duration. Run strace with -T."
              .formatted(reading.file(), untimed, closes.seen()));
    }
    for (long i = 0; i < unfinished; i++) {
      closes.lost();
    }
    if (clock.isWholeSeconds() && clock.span().orElse(0) / 1_000_000_000L < FINE_SECONDS) {
      reading.remark("its times are whole seconds, so its length may be off by one (use -tt)");
    }
    closes.end(reading, KIND, clock.span(), List.of(CloseCalls.WHAT, OWN_TIME));
  }
}
