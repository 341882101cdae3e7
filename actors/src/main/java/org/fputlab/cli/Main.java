package org.fputlab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.fputlab.report.Outcome;

/** The program: the command line put together with what does its work. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Terminal.prepareLog();
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Interruption interruption = Interruption.armed();
    int code = Outcome.EMULATOR_FAILED;
    try {
      code =
          Fputlab.commandLine(new ShippedLaboratory(), interruption, out, err).execute(arguments);
    } catch (Error broken) {
      err.println("fputlab: " + broken);
    } finally {
      out.flush();
      err.flush();
      interruption.reportIsOut();
    }
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor file) {
    return new PrintWriter(new FileOutputStream(file), false, StandardCharsets.UTF_8);
  }
}
