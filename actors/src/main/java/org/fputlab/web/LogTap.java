package org.fputlab.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.fputlab.engine.ActorLog;
import org.fputlab.web.EventRing.Kind;
import org.slf4j.LoggerFactory;

/**
 * Puts what the actors log into the ring, but of more than {@value #LINES_PER_SECOND} lines a
 * second only so many, and says how many it left out: more nobody reads, and it would push
 * everything else out of the ring.
 */
final class LogTap {

  static final int LINES_PER_SECOND = 1_000;

  private static final String ACTORS = "fputlab";

  /** These come from the run itself, as events of their own kinds. */
  private static final Set<String> TOLD_OTHERWISE = Set.of(ActorLog.EVENTS, ActorLog.FINDINGS);

  private final EventRing ring;
  private final Allowance lines = new Allowance(LINES_PER_SECOND);
  private final AtomicLong leftOut = new AtomicLong();
  private final Tap tap = new Tap();

  LogTap(EventRing ring) {
    this.ring = ring;
  }

  private final class Tap extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      Object[] arguments = event.getArgumentArray();
      if (arguments != null
          && arguments.length == 1
          && arguments[0] instanceof ActorLog.Line line
          && !TOLD_OTHERWISE.contains(event.getLoggerName())) {
        tell(line, event.getLevel().toString().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void tell(ActorLog.Line line, String level) {
    if (lines.take()) {
      ring.publish(Kind.LOG, () -> json(line, level));
    } else {
      leftOut.incrementAndGet();
    }
  }

  private static ObjectNode json(ActorLog.Line line, String level) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at_ns", line.at());
    node.put("actor", line.actor());
    node.put("level", level);
    node.put("frame", line.frame());
    node.put("text", line.text());
    return node;
  }

  void open() {
    if (LoggerFactory.getLogger(ACTORS) instanceof Logger logback) {
      tap.setContext(logback.getLoggerContext());
      tap.start();
      logback.addAppender(tap);
    }
  }

  /** This much real time has passed. */
  void refill(double seconds) {
    lines.refill(seconds);
    long count = leftOut.getAndSet(0);
    if (count > 0) {
      ring.publishMissed(Kind.LOG, count);
    }
  }

  void close() {
    if (LoggerFactory.getLogger(ACTORS) instanceof Logger logback) {
      logback.detachAppender(tap);
      tap.stop();
    }
  }
}
