package org.fputlab.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.report.JsonFile;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command that runs a scenario is told. */
final class RunArguments {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = ScenarioArgument.DESCRIPTION)
  private String file = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Words.Seed.class,
      description = "The seed of all random numbers. Default: the file's own.")
  private @Nullable Long seed;

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = HtmlOut.DESCRIPTION)
  private @Nullable Path html;

  @Option(
      names = "--log",
      paramLabel = "NAME=LEVEL",
      hideParamSyntax = true,
      split = ",",
      converter = LogChoice.Word.class,
      description = {
        "What actors log on stderr, as in nfsd=debug,vfs=trace, or for one actor, as in "
            + "nfsd-3=trace.",
        "Subsystems: nfsd, vfs, mounts, vm, unix, afs, lockd, drivers, delayed_fput, "
            + "delayed_mntput, workqueue, clients, tasks, faults, all.",
        "Actors: the scenario's servers, clients and tasks, and nfsd-0, kworker-0 and so on.",
        "Levels: error, warn, info, debug, trace."
      })
  private List<LogChoice> log = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only verdicts and the commands that replay them.")
  private boolean quiet;

  @Option(names = "--stacktrace", description = "Show a stack trace if fputlab itself fails.")
  private boolean stacktrace;

  /** Reads the file, or the shipped scenario of that name. */
  Scenario scenario(Laboratory laboratory) throws Laboratory.BadScenario {
    return ScenarioArgument.read(file, laboratory, command);
  }

  long seedOr(long own) {
    return seed == null ? own : seed;
  }

  /** Makes sure that the JSON file can be written, if one is wanted. */
  @Nullable JsonFile openJson() {
    return JsonOut.open(json, command);
  }

  /** Makes sure that the HTML file can be written, if one is wanted. */
  @Nullable WholeFile openHtml() {
    return HtmlOut.open(html, command);
  }

  /** Sets the levels asked for; the names of actors are known now. */
  void applyLog(LogbackLevels levels) {
    Map<String, String> asked = new LinkedHashMap<>();
    log.forEach(choice -> asked.put(choice.name(), choice.level()));
    try {
      levels.set(asked);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '--log': " + e.getMessage(), e);
    }
  }

  boolean hasLog() {
    return !log.isEmpty();
  }

  boolean isQuiet() {
    return quiet;
  }

  boolean wantsStacktrace() {
    return stacktrace;
  }
}
