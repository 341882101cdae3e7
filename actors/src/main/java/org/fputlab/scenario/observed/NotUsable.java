package org.fputlab.scenario.observed;

/** Says why no scenario can be written from measured files, with the place where one is known. */
public final class NotUsable extends Exception {
  private static final long serialVersionUID = 1L;

  NotUsable(String what) {
    super(what, null, false, false);
  }

  /** One line: {@code file:line: what is wrong. What to do.} */
  public String what() {
    return String.valueOf(getMessage());
  }
}
