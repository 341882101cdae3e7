package org.fputlab.cluster;

/** Why a node cannot listen or join, for a person to read. Nothing was begun. */
public final class CannotOpen extends Exception {

  private static final long serialVersionUID = 1L;

  CannotOpen(String reason) {
    super(reason);
  }

  CannotOpen(String reason, Throwable cause) {
    super(reason, cause);
  }
}
