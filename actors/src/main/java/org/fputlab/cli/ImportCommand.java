package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.ImportText;
import org.fputlab.report.Outcome;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.observed.Caller;
import org.fputlab.scenario.observed.Hints;
import org.fputlab.scenario.observed.MeasuredServer;
import org.fputlab.scenario.observed.NotUsable;
import org.fputlab.scenario.observed.ScenarioText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab import}: measurements of a server's closes become a scenario. */
@Command(
    name = "import",
    description = {
      "Writes a scenario from measurements of closes on a real server "
          + "(docs/measure-your-server.md).",
      "Reads histograms of bpftrace (text or JSON) and of bcc's funclatency, ftrace's "
          + "function_graph, trace-cmd report, close(2) as strace and perf trace show it, and "
          + "samples of /proc/sys/fs/file-nr."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the scenario was written",
      "2:a bad option, or no scenario can be made of it; nothing was written",
      "70:fputlab itself failed",
      "74:the scenario could not be written"
    },
    footer = {"", "Example:", "  fputlab import closes.txt --out my-server.conf"})
final class ImportCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The output of such a tool.")
  private List<String> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "SCENARIO",
      description = "The file to write. Default: stdout.")
  private @Nullable String out;

  @Option(names = "--replace", description = "Replace the file of --out if it exists.")
  private boolean replace;

  @Option(names = "--title", paramLabel = "TEXT", description = "The scenario's title.")
  private @Nullable String title;

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      completionCandidates = Words.Policy.class,
      converter = Words.Policy.class,
      description = "The scenario's close policy. Default: deferred.")
  private ClosePolicy close = ClosePolicy.DEFERRED;

  @Option(
      names = "--over",
      paramLabel = "TIME",
      converter = Words.Duration.class,
      description = "How long the measurement took, as in 60s, if the files do not say.")
  private @Nullable Long over;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      converter = Words.Rate.class,
      description = "How many closes arrive, as in 500/s, if the files do not say.")
  private @Nullable Double rate;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      converter = Words.Closer.class,
      description =
          "Who closes: delayed_fput, nfsd, or task for user tasks, if the files do not say.")
  private Caller caller = Caller.UNKNOWN;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = Words.Duration.class,
      description = "The time between samples of file-nr that have no time stamp, as in 1s.")
  private @Nullable Long every;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      converter = Words.Cpus.class,
      description = "The number of processors, if the files do not say.")
  private @Nullable Integer cpus;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Words.Threads.class,
      description = "The number of nfsd threads, if the files do not say.")
  private @Nullable Integer threads;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      converter = Words.Unit.class,
      description = "The unit of histograms that name none: ns, us, ms or s.")
  private @Nullable Long unit;

  @Option(
      names = "--of",
      paramLabel = "FUNCTION",
      converter = Words.Function.class,
      description =
          "The function that was measured, as in __fput, for histograms that do not name it.")
  private String function = "";

  @Override
  public Integer call() throws IOException {
    PrintWriter err = command.commandLine().getErr();
    Path target = target();
    try {
      write(MeasuredServer.of(files, hints()), target);
      return 0;
    } catch (NotUsable reason) {
      err.println(reason.what());
      err.println("nothing was written");
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }

  private Hints hints() {
    if (over != null && rate != null) {
      throw new ParameterException(
          command.commandLine(), "--over and --rate both say how many closes come. Give one");
    }
    Hints hints = Hints.NONE.of(function).by(caller);
    hints = over == null ? hints : hints.over(over);
    hints = rate == null ? hints : hints.withRate(rate);
    hints = every == null ? hints : hints.withEvery(every);
    hints = unit == null ? hints : hints.in(unit);
    hints = cpus == null ? hints : hints.withCpus(cpus);
    return threads == null ? hints : hints.withThreads(threads);
  }

  private void write(MeasuredServer server, @Nullable Path target) throws IOException {
    String name = target == null ? "measured.conf" : String.valueOf(target.getFileName());
    String heading = title == null ? "closes measured in " + String.join(", ", names()) : title;
    String text = ScenarioText.of(server, name, heading, close);
    List<String> report = new ImportText(Terminal.style()).lines(server);
    if (target == null) {
      Desk.print(command.commandLine().getErr(), report);
      Desk.print(command.commandLine().getOut(), text.lines().toList());
      return;
    }
    String done = save(target, text);
    PrintWriter terminal = command.commandLine().getOut();
    Desk.print(terminal, report);
    terminal.println();
    Desk.print(
        terminal,
        List.of(
            done + " " + out + "; compare the ways of closing with", "./fputlab compare " + out));
  }

  /** What was done to the file: it may have been changed by hand since an import wrote it. */
  private String save(Path target, String text) throws IOException {
    boolean isThere = Files.isRegularFile(target);
    if (isThere && holds(target, text)) {
      return "left unchanged";
    }
    if (isThere && !replace) {
      throw refused("is there already, with another text. Add --replace, or name another file");
    }
    try (WholeFile file = WholeFile.open(target)) {
      file.write(text);
    } catch (IOException failed) {
      throw refused(WholeFile.reason(failed));
    }
    return isThere ? "replaced" : "wrote";
  }

  private static boolean holds(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private List<String> names() {
    return files.stream().map(file -> String.valueOf(Path.of(file).getFileName())).toList();
  }

  /** Where to write, if that can be done without loss. */
  private @Nullable Path target() {
    if (out == null) {
      return null;
    }
    try {
      Path target = Path.of(out).toAbsolutePath();
      Path folder = target.getParent();
      if (Files.isDirectory(target) || folder == null) {
        throw refused("is a directory");
      }
      if (!Files.isDirectory(folder)) {
        throw refused("there is no directory " + folder);
      }
      if (!Files.isWritable(isSpecial(target) ? target : folder)) {
        throw refused("may not be written");
      }
      if (Files.exists(target) && isInput(target)) {
        throw refused("is a file to import");
      }
      return target;
    } catch (InvalidPathException noPath) {
      throw refused("is no name of a file");
    }
  }

  /** What is written into, never replaced. */
  private static boolean isSpecial(Path target) {
    return Files.exists(target) && !Files.isRegularFile(target);
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), "--out %s: %s".formatted(out, why));
  }

  private boolean isInput(Path target) {
    for (String file : files) {
      try {
        if (Files.isSameFile(target, Path.of(file))) {
          return true;
        }
      } catch (IOException | InvalidPathException noFile) {
        // Refused when it is read.
      }
    }
    return false;
  }
}
