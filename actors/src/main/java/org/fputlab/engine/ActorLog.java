package org.fputlab.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one actor tells of its doings, line by line: time, actor, frame, text, in columns. The
 * subsystem's logger is {@code fputlab.} and its name; it is off unless a user asks for it before
 * the run begins.
 */
public final class ActorLog {

  private final Logger logger;
  private final boolean debugging;
  private final boolean tracing;
  private final Engine engine;
  private final String actor;

  /**
   * @param subsystem what a user asks for, as in {@code nfsd}
   * @param actor who speaks, as in {@code nfsd-3}
   */
  public ActorLog(Engine engine, String subsystem, String actor) {
    this.logger = LoggerFactory.getLogger("fputlab." + subsystem);
    this.debugging = logger.isDebugEnabled();
    this.tracing = logger.isTraceEnabled();
    this.engine = engine;
    this.actor = actor;
  }

  /** Whether anybody listens; ask before putting a text together. */
  public boolean isOn() {
    return debugging;
  }

  /** Whether anybody listens to the smallest steps too. */
  public boolean isTracing() {
    return tracing;
  }

  /** One line. */
  public void debug(String text) {
    logger.debug(line(null, text));
  }

  /** One line of a task that is in {@code frame}. */
  public void debug(@Nullable Frame frame, String text) {
    logger.debug(line(frame, text));
  }

  /** One line about a small step of a task that is in {@code frame}. */
  public void trace(@Nullable Frame frame, String text) {
    logger.trace(line(frame, text));
  }

  private String line(@Nullable Frame frame, String text) {
    String function = frame == null ? "" : frame.function();
    return String.format(
        Locale.ROOT, "%12.6f  %-16s  %-22s  %s", engine.now() / 1e9, actor, function, text);
  }
}
