package org.fputlab.cli.remote;

/** There is no live run to talk to, or there is none any more. The message is for a person. */
public final class Unavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private Unavailable(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** There is none. */
  static Unavailable none(String message) {
    return new Unavailable(message, false);
  }

  /** There may be one that is busy. */
  static Unavailable busy(String message) {
    return new Unavailable(message, true);
  }

  /** Whether it is worth while to ask again. */
  public boolean mayPass() {
    return passing;
  }
}
