package org.fputlab.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Has the program carry out commands, one after another, and keeps what the last one printed. */
final class Shell {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Returns what it exits with. */
  int fputlab(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Interruption interruption = Interruption.armed();
    try {
      return Fputlab.commandLine(
              new ShippedLaboratory(),
              interruption,
              new PrintWriter(out, true),
              new PrintWriter(err, true))
          .execute(arguments);
    } finally {
      interruption.reportIsOut();
    }
  }

  /** What it printed. */
  String out() {
    return out.toString();
  }

  /** What it printed of errors. */
  String err() {
    return err.toString();
  }
}
