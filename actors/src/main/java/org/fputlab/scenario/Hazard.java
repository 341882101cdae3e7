package org.fputlab.scenario;

/**
 * What makes a close unsafe, in words: who closes and what it holds there, and the way from the
 * finaliser back to that. For readers only; no verdict is taken from here.
 *
 * @param context who drops the last reference, and in the middle of what
 * @param holds what it holds at that call, or "nothing"
 * @param chain what the finaliser waits for, step by step
 * @param leftOut what the scenario leaves out
 */
public record Hazard(String context, String holds, String chain, String leftOut) {

  /** That of a file that says none. */
  public static final Hazard NONE = new Hazard("", "", "", "");

  static Hazard read(Section section) {
    Hazard hazard =
        new Hazard(
            section.get("context", "", Values::text),
            section.get("holds", "", Values::text),
            section.get("chain", "", Values::text),
            section.get("left-out", "", Values::text));
    section.refuseOtherKeys();
    return hazard;
  }
}
