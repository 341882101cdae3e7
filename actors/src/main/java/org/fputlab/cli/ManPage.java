package org.fputlab.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A command's page for man(1), in the words of its help. Written in man(7) at once: picocli's own
 * generator writes AsciiDoc, which another program would have to turn into this.
 */
final class ManPage {

  private final CommandLine command;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandLine command) {
    this.command = command;
  }

  /** The name of its file, as in {@code fputlab-run.1}. */
  static String file(CommandLine command) {
    return name(command) + ".1";
  }

  static String of(CommandLine command) {
    ManPage page = new ManPage(command);
    page.write();
    return page.page.toString();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  private void write() {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    List<String> description = Arrays.stream(usage.description()).map(ManPage::text).toList();
    page.append(".TH \"%s\" 1 \"\" \"fputlab\" \"fputlab\"\n".formatted(upper(name(command))));
    section("NAME");
    line(name(command) + " - " + description.get(0).replaceFirst("\\.$", ""));
    section("SYNOPSIS");
    line(synopsis());
    section("DESCRIPTION");
    description.forEach(this::paragraph);
    section("OPTIONS");
    spec.positionalParameters().forEach(this::parameter);
    spec.options().stream().filter(option -> !option.hidden()).forEach(this::option);
    commands();
    section("EXIT STATUS");
    usage.exitCodeList().forEach((code, meaning) -> item(bold(code), List.of(text(meaning))));
    examples(usage.footer());
    if (spec.parent() != null) {
      section("SEE ALSO");
      page.append(".BR ").append(escaped(spec.root().name())).append(" (1)\n");
    }
  }

  private String synopsis() {
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0).strip().replaceAll("\\s+", " ");
  }

  private void commands() {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String[] said = sub.getCommandSpec().usageMessage().description();
              item(bold(name(sub)) + "(1)", List.of(text(said[0])));
            });
  }

  private void parameter(PositionalParamSpec parameter) {
    item(italic(parameter.paramLabel()), texts(parameter.description()));
  }

  private void option(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(names.isEmpty() ? "" : ", ").append(bold(name));
    }
    if (option.arity().max() > 0) {
      names.append('=').append(italic(option.paramLabel()));
    }
    item(names.toString(), texts(option.description()));
  }

  private void examples(String[] footer) {
    List<String> lines =
        Arrays.stream(footer)
            .map(ManPage::text)
            .filter(line -> !line.isBlank() && !line.matches("Examples?:"))
            .toList();
    if (!lines.isEmpty()) {
      section("EXAMPLES");
      page.append(".nf\n");
      lines.forEach(this::line);
      page.append(".fi\n");
    }
  }

  private void section(String heading) {
    page.append(".SH ").append(heading).append('\n');
  }

  private void paragraph(String text) {
    page.append(".PP\n");
    line(text);
  }

  private void item(String marked, List<String> texts) {
    page.append(".TP\n").append(marked).append('\n');
    for (int i = 0; i < texts.size(); i++) {
      page.append(i == 0 ? "" : ".br\n");
      line(texts.get(i));
    }
  }

  private void line(String text) {
    page.append(escaped(text)).append('\n');
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  private static List<String> texts(String[] description) {
    return Arrays.stream(description).map(ManPage::text).toList();
  }

  /** What help prints of it. */
  private static String text(String written) {
    return Help.Ansi.OFF.string(written.formatted());
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** A line that begins with a dot or an apostrophe would be a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
