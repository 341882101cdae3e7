package org.fputlab.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What fish needs to know to complete a command line: one {@code complete} for each word. */
final class FishCompletion {

  private final StringBuilder script = new StringBuilder();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script for a program and its commands. */
  static String of(CommandLine all) {
    FishCompletion completion = new FishCompletion(all.getCommandName());
    for (Map.Entry<String, CommandLine> each : all.getSubcommands().entrySet()) {
      String[] description = each.getValue().getCommandSpec().usageMessage().description();
      completion.line(
          "-n __fish_use_subcommand -f -a " + quoted(each.getKey()) + description(description));
      completion.options(each.getKey(), each.getValue());
    }
    return completion.script.toString();
  }

  private void options(String name, CommandLine command) {
    String within = "-n " + quoted("__fish_seen_subcommand_from " + name);
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (option.hidden()) {
        continue;
      }
      StringBuilder line = new StringBuilder(within);
      for (String written : option.names()) {
        line.append(written.startsWith("--") ? " -l " : " -s ")
            .append(written.replaceFirst("^-+", ""));
      }
      line.append(option.arity().max() > 0 ? " -r" : "");
      if (option.completionCandidates() != null) {
        line.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
      }
      line(line + description(option.description()));
    }
  }

  private void line(String rest) {
    script.append("complete -c ").append(program).append(' ').append(rest).append('\n');
  }

  private static String description(String[] lines) {
    return lines.length == 0 ? "" : " -d " + quoted(lines[0].replace("%n", " "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
