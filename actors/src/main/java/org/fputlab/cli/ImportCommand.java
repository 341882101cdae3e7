package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.ImportText;
import org.fputlab.report.Outcome;
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
      "Writes a scenario from measurements of closes on a real server (docs/measure-your-server.md).",
      "Reads histograms of bpftrace and of bcc's funclatency, ftrace's function_graph, trace-cmd"
          + " report, and looks at /proc/sys/fs/file-nr."
    },
    footer = {"", "Example:", "  fputlab import closes.txt --out my-server.conf"})
final class ImportCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What a tool printed.")
  private List<String> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "SCENARIO",
      description = "The file to write; by default the scenario goes to stdout.")
  private @Nullable String out;

  @Option(names = "--title", paramLabel = "TEXT", description = "The scenario's title.")
  private @Nullable String title;

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      converter = Words.Policy.class,
      description = "The scenario's close policy: deferred by default.")
  private ClosePolicy close = ClosePolicy.DEFERRED;

  @Option(
      names = "--over",
      paramLabel = "TIME",
      converter = Words.Duration.class,
      description = "How long was measured, as in 60s, where the files do not say.")
  private @Nullable Long over;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      converter = Words.Unit.class,
      description = "Of histograms that name none: ns, us, ms or s.")
  private @Nullable Long unit;

  @Option(
      names = "--of",
      paramLabel = "FUNCTION",
      converter = Words.Function.class,
      description = "What was measured where histograms do not name it, as in __fput.")
  private String function = "";

  @Override
  public Integer call() throws IOException {
    PrintWriter err = command.commandLine().getErr();
    Path target = target();
    try {
      MeasuredServer server =
          MeasuredServer.of(files, new Hints(optional(over), optional(unit), function));
      write(server, target);
      return 0;
    } catch (NotUsable reason) {
      err.println(reason.what());
      err.println("nothing was written");
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
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
    replace(target, text);
    PrintWriter terminal = command.commandLine().getOut();
    Desk.print(terminal, report);
    terminal.println();
    Desk.print(
        terminal,
        List.of("wrote " + out + "; compare the ways of closing with", "./fputlab compare " + out));
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
      if (!Files.isWritable(folder)) {
        throw refused("may not be written");
      }
      if (Files.exists(target) && !isOurs(target)) {
        throw refused("is there already, and import did not write it");
      }
      return target;
    } catch (InvalidPathException noPath) {
      throw refused("is no name of a file");
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), "--out %s: %s".formatted(out, why));
  }

  private static boolean isOurs(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.limit(2).anyMatch(line -> line.startsWith(ScenarioText.MARK));
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return false;
    }
  }

  /** Whole or not at all. */
  private static void replace(Path target, String text) throws IOException {
    Path draft =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
