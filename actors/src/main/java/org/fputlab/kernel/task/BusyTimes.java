package org.fputlab.kernel.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Engine;

/**
 * How often a system call failed because something was busy, and for how long that lasted: from the
 * first try that failed to the one that did not.
 */
public final class BusyTimes {

  private final Engine engine;
  private final String meter;
  private final Map<String, Long> since = new LinkedHashMap<>();

  /**
   * Failures of one kind of call.
   *
   * @param meter the counter of failures; the durations of each thing are at this name and its own
   */
  public BusyTimes(Engine engine, String meter) {
    this.engine = engine;
    this.meter = meter;
  }

  /** A call failed; returns whether none did since the last that succeeded. */
  public boolean failed(String what) {
    engine.tables().gauges().of(meter).add(1);
    return since.putIfAbsent(what, engine.now()) == null;
  }

  /** What failed did not have to be tried again: it has come to its end by itself. */
  public void ended(String what) {
    if (since.containsKey(what)) {
      succeeded(what);
    }
  }

  /** A call succeeded, at once or in the end. */
  public void succeeded(String what) {
    Long first = since.remove(what);
    engine
        .tables()
        .samples()
        .of(meter + " " + what)
        .record(first == null ? 0 : engine.now() - first);
  }
}
