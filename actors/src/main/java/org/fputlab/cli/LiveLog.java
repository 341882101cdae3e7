package org.fputlab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintWriter;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.fputlab.engine.ActorLog;
import org.fputlab.report.Style;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of a live run on its way to the terminal, a file or a pipe. Whoever logs hands a line
 * over and goes on; a thread of its own writes, so that a terminal that is slow or stopped holds up
 * nothing but the log.
 *
 * <p>Lines of level info and above, which events and findings are, are shown whatever else there
 * is. Of all others a {@link LineSampler} chooses, and those that find no room are left out and
 * counted.
 */
final class LiveLog implements AutoCloseable {

  /** As many lines a second are readable, if at all, and no terminal chokes on them. */
  static final long LINES_PER_SECOND_ON_A_TERMINAL = 200;

  /** Where the log speaks of itself. */
  static final String ITSELF = "fputlab.log";

  /** Lines that wait to be written at most, some ten megabytes of them. */
  static final int ROOM = 50_000;

  /** The same for events and findings. */
  static final int ROOM_FOR_NEWS = 2 * ROOM;

  private static final long IDLE_MILLIS = 100;

  /** Who takes not one line in so long takes none any more. */
  private static final long PATIENCE_MILLIS = 5_000;

  /**
   * What becomes of the lines.
   *
   * @param format how they are written
   * @param style how they are marked
   * @param linesPerSecond as many are shown at most
   */
  record Looks(LogFormat format, Style style, long linesPerSecond) {}

  private record Entry(ActorLog.Line line, Level level, String logger) {

    boolean isLast() {
      return logger.isEmpty();
    }
  }

  private static final Entry END = new Entry(new ActorLog.Line(0, "", "", ""), Level.OFF, "");

  private final Looks looks;
  private final PrintWriter out;
  private final LongSupplier wallNanos;
  private final LineSampler sampler;
  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Tap tap = new Tap();
  private final Thread writer = new Thread(this::write, "fputlab-log");
  private long lastAt;
  private final AtomicLong lines = new AtomicLong();

  private LiveLog(Looks looks, PrintWriter out, LongSupplier wallNanos) {
    this.looks = looks;
    this.out = out;
    this.wallNanos = wallNanos;
    this.sampler = new LineSampler(looks.linesPerSecond(), wallNanos.getAsLong());
    writer.setDaemon(true);
  }

  /**
   * Takes over everything that the program logs from now on.
   *
   * @param wallNanos the time of the wall clock
   */
  static LiveLog open(Looks looks, PrintWriter out, LongSupplier wallNanos) {
    LiveLog log = new LiveLog(looks, out, wallNanos);
    log.tap.setContext(root().getLoggerContext());
    log.tap.start();
    root().setAdditive(false);
    root().addAppender(log.tap);
    log.writer.start();
    return log;
  }

  private static Logger root() {
    if (LoggerFactory.getLogger(LogNames.ROOT) instanceof Logger logback) {
      return logback;
    }
    throw new IllegalStateException("the log is not Logback's");
  }

  private final class Tap extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      take(new Entry(lineOf(event), event.getLevel(), event.getLoggerName()));
    }
  }

  private static ActorLog.Line lineOf(ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    return arguments != null && arguments.length == 1 && arguments[0] instanceof ActorLog.Line line
        ? line
        : new ActorLog.Line(0, event.getLoggerName(), "", event.getFormattedMessage());
  }

  private void take(Entry entry) {
    boolean isNews = entry.level().isGreaterOrEqual(Level.INFO);
    if (!isNews && !sampler.shows()) {
      return;
    }
    if (queue.size() < (isNews ? ROOM_FOR_NEWS : ROOM)) {
      queue.add(entry);
    } else {
      sampler.lost(isNews);
    }
  }

  private void write() {
    try {
      for (Entry entry = next(); entry == null || !entry.isLast(); entry = next()) {
        if (entry != null) {
          write(entry);
        }
        sampler.leftOut(wallNanos.getAsLong()).ifPresent(this::tell);
        if (queue.isEmpty()) {
          out.flush();
        }
      }
      sampler.leftOutAtLast(wallNanos.getAsLong()).ifPresent(this::tell);
      out.flush();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Entry next() throws InterruptedException {
    return queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tell(String text) {
    write(new Entry(new ActorLog.Line(lastAt, "log", "", text), Level.INFO, ITSELF));
  }

  private void write(Entry entry) {
    lastAt = Math.max(lastAt, entry.line().at());
    lines.incrementAndGet();
    out.println(looks.format().line(entry.line(), entry.level(), entry.logger(), looks.style()));
  }

  /** Writes what there is still to write, as long as somebody takes it, and lets go of the log. */
  void finish() {
    root().detachAppender(tap);
    root().setAdditive(true);
    tap.stop();
    queue.add(END);
    try {
      awaitLastLine();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.interrupt();
  }

  private void awaitLastLine() throws InterruptedException {
    long before;
    do {
      before = lines.get();
      writer.join(PATIENCE_MILLIS);
    } while (writer.isAlive() && lines.get() > before);
  }

  @Override
  public void close() {
    finish();
  }
}
