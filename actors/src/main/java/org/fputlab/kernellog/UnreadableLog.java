package org.fputlab.kernellog;

/** A log that cannot be read, and why, in words for whoever named it. */
public final class UnreadableLog extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableLog(String shown, String why) {
    super(shown + ": " + why);
  }

  /** The reason. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
