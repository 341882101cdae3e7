package org.fputlab.cli;

/** That a node cannot listen or join; nothing was begun. */
final class NoCluster extends Exception {

  private static final long serialVersionUID = 1L;

  NoCluster(String reason, Throwable cause) {
    super(reason, cause);
  }
}
