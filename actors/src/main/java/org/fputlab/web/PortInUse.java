package org.fputlab.web;

import java.io.IOException;

/** Another program, or another live run, listens at the address already. */
public final class PortInUse extends IOException {
  private static final long serialVersionUID = 1L;

  PortInUse(String bind, int port, Throwable cause) {
    super(
        "port "
            + port
            + " of "
            + bind
            + " is in use, perhaps by another live run. Choose another"
            + " with --port, or 0 for any that is free",
        cause);
  }
}
