package org.fputlab.engine;

import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one actor tells of its doings, line by line. Its logger is {@code fputlab.}, the subsystem
 * and the actor, as in {@code fputlab.nfsd.nfsd-3}, so that a level can be set for either. It is
 * off unless a user asks for it; a level that is set in the course of a run takes effect with
 * {@link #refresh}.
 *
 * <p>An actor that nobody has set a level for speaks by its subsystem's logger, which has the same
 * level: Logback makes the hundred-thousandth logger below another very slowly.
 */
public final class ActorLog {

  /** Where notable events of a run are told as they happen. */
  public static final String EVENTS = "fputlab.events";

  /** Where findings are told as they are found. */
  public static final String FINDINGS = "fputlab.findings";

  /**
   * One line, in columns: time, actor, frame, text.
   *
   * @param at nanoseconds of the run
   * @param actor who speaks
   * @param frame the kernel function that it is in, or ""
   * @param text what it says
   */
  public record Line(long at, String actor, String frame, String text) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%12s  %-16s  %-22s  %s", Moments.seconds(at), actor, frame, text);
    }
  }

  private final String subsystem;
  private final Engine engine;
  private final String actor;
  private Logger logger;
  private boolean debugging;
  private boolean tracing;

  /**
   * @param subsystem what a user asks for, as in {@code nfsd}
   * @param actor who speaks, as in {@code nfsd-3}
   */
  public ActorLog(Engine engine, String subsystem, String actor) {
    this.subsystem = "fputlab." + subsystem;
    this.engine = engine;
    this.actor = actor;
    this.logger = LoggerFactory.getLogger(this.subsystem);
    engine.tables().logs().add(this);
    refresh();
  }

  /** The logger that a level for this actor alone is set for. */
  public String name() {
    return subsystem + "." + actor;
  }

  /** Its own logger where somebody has asked for that, else its subsystem's. */
  private Logger present() {
    Logger own =
        LoggerFactory.getILoggerFactory() instanceof LoggerContext known
            ? known.exists(name())
            : LoggerFactory.getLogger(name());
    return own == null ? LoggerFactory.getLogger(subsystem) : own;
  }

  /** Takes note of what level is set now. To be called in a turn of the run. */
  public void refresh() {
    logger = present();
    debugging = logger.isDebugEnabled();
    tracing = logger.isTraceEnabled();
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
    debug(null, text);
  }

  /** One line of a task that is in {@code frame}. */
  public void debug(@Nullable Frame frame, String text) {
    logger.debug("{}", line(frame, text));
  }

  /** One line about a small step of a task that is in {@code frame}. */
  public void trace(@Nullable Frame frame, String text) {
    logger.trace("{}", line(frame, text));
  }

  private Line line(@Nullable Frame frame, String text) {
    return new Line(engine.now(), actor, frame == null ? "" : frame.function(), text);
  }
}
