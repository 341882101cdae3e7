package org.fputlab.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fputlab.cli.remote.Refused;
import org.fputlab.cli.remote.Unavailable;
import org.fputlab.report.Outcome;
import org.fputlab.scenario.text.NearestWord;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user is told when a command cannot be carried out, and the exit code for it. */
final class Mistakes implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final String STACKTRACE = "--stacktrace";
  private static final long BYTES_IN_MIB = 1 << 20;

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    String words =
        String.valueOf(mistake.getMessage())
            .strip()
            .replaceFirst("is not (an int|a long)$", "is no whole number, or too large");
    err.println("fputlab: " + (isUnmatched(mistake) ? unmatched(mistake) : words));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return Outcome.BAD_INPUT;
  }

  private static boolean isUnmatched(ParameterException mistake) {
    return mistake instanceof UnmatchedArgumentException;
  }

  private static String unmatched(ParameterException mistake) {
    String word = ((UnmatchedArgumentException) mistake).getUnmatched().get(0);
    CommandLine command = mistake.getCommandLine();
    if (word.startsWith("-")) {
      Collection<String> options = command.getCommandSpec().optionsMap().keySet();
      String name = word.replaceFirst("=.*", "");
      return "there is no option " + name + "." + NearestWord.question(name, options);
    }
    Collection<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return "'" + word + "' is one word too many.";
    }
    if (Files.exists(Path.of(word))) {
      return "'" + word + "' is no command. Did you mean fputlab run " + word + "?";
    }
    return "there is no command '" + word + "'." + NearestWord.question(word, commands);
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int code = tell(failure, err);
    if (command.getParseResult().hasMatchedOption(STACKTRACE)) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private static int tell(Exception failure, PrintWriter err) {
    if (failure instanceof Laboratory.BadScenario bad) {
      return tell(bad.problems(), "run", err);
    }
    if (failure instanceof Refused refused && !refused.problems().isEmpty()) {
      return tell(refused.problems(), "begun", err);
    }
    if (failure instanceof Refused
        || failure instanceof Unavailable
        || failure instanceof NoCluster) {
      err.println("fputlab: " + failure.getMessage());
      return Outcome.BAD_INPUT;
    }
    if (failure instanceof java.io.IOException) {
      err.println("fputlab: the report could not be written: " + failure.getMessage());
      return Outcome.CANNOT_WRITE;
    }
    breakdown(failure).forEach(err::println);
    return Outcome.EMULATOR_FAILED;
  }

  private static int tell(List<String> problems, String undone, PrintWriter err) {
    problems.forEach(err::println);
    int count = problems.size();
    err.println(count + (count == 1 ? " problem" : " problems") + "; nothing was " + undone);
    return Outcome.BAD_INPUT;
  }

  private static List<String> breakdown(Exception failure) {
    Throwable origin = failure instanceof Desk.Breakdown known ? known.origin() : failure;
    List<String> lines = new ArrayList<>();
    if (origin instanceof OutOfMemoryError) {
      long heap = Runtime.getRuntime().maxMemory() / BYTES_IN_MIB;
      lines.add("fputlab: out of memory at a heap of " + heap + " MiB.");
      lines.add("Give it more, as in FPUTLAB_HEAP=8g, or run less with --duration.");
    } else {
      lines.add("fputlab: " + origin);
      lines.add("This is a bug in fputlab, not a verdict. " + STACKTRACE + " shows where.");
    }
    if (failure instanceof Desk.Breakdown known) {
      lines.add("replay with");
      lines.add(known.replay());
    }
    return lines;
  }
}
