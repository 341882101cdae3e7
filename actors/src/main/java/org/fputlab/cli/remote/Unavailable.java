package org.fputlab.cli.remote;

/** There is no live run to talk to, or there is none any more. The message is for a person. */
public final class Unavailable extends Exception {

  private static final long serialVersionUID = 1L;

  Unavailable(String message) {
    super(message);
  }
}
