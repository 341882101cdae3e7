package org.fputlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.fputlab.cli.remote.LiveView.Active;
import org.fputlab.cli.remote.LiveView.FaultList;
import org.fputlab.cli.remote.LiveView.Known;
import org.fputlab.engine.Figures;
import org.fputlab.fault.Fault;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.fault.Faults;
import org.fputlab.report.Paragraph;
import org.fputlab.report.Table;

/** What the commands about faults in a live run print. */
final class FaultText {
  private static final String OF_FILE = "a lock of an open file, as in i_rwsem(file 12)";

  private static final Pattern NUMBERED = Pattern.compile("(.*-)(\\d{1,8})");

  private FaultText() {}

  /** An answer as it came, over several lines. */
  static List<String> json(JsonNode answer) {
    return List.of(answer.toPrettyString());
  }

  /**
   * That a fault has begun, and how to end it.
   *
   * @param fault its word
   */
  static List<String> begun(JsonNode answer, String fault, List<Known> known) {
    int id = answer.path("id").asInt();
    List<String> lines = new ArrayList<>();
    lines.add(
        "#%d %s %s begins".formatted(id, answer.path("on").asText(), answer.path("what").asText()));
    boolean forGood =
        known.stream().anyMatch(one -> one.lastsForGood() && one.fault().equals(fault));
    lines.add(forGood ? "it cannot be lifted" : "lift it with: fputlab faults lift " + id);
    return lines;
  }

  /** The faults at work with their age and what they have left. */
  static List<String> active(List<Active> faults) {
    if (faults.isEmpty()) {
      return List.of("no fault is at work");
    }
    Table table =
        new Table()
            .column(Table.Side.LEFT, 0)
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.RIGHT, 2)
            .column(Table.Side.RIGHT, 2)
            .row("fault", "on", "what", "age", "left");
    for (Active fault : faults) {
      table.row(
          "#" + fault.id(), fault.on(), fault.what(), Figures.duration(fault.ageNs()), left(fault));
    }
    return table.lines();
  }

  /** How long a fault goes on if nobody lifts it. */
  static String left(Active fault) {
    if (fault.leftNs() != null) {
      return Figures.duration(fault.leftNs());
    }
    if (!fault.lastsForGood()) {
      return "until lifted";
    }
    boolean isFinal = Faults.of(fault.fault()).map(Fault::isFinal).orElse(true);
    return isFinal ? "for good" : "until it is back";
  }

  /** That a fault was lifted, with what it was. */
  static List<String> lifted(int id, FaultList before) {
    return List.of(
        before
            .active(id)
            .map(
                fault ->
                    "#%d %s %s ends, after %s"
                        .formatted(id, fault.on(), fault.what(), Figures.duration(fault.ageNs())))
            .orElse("#" + id + " ends"));
  }

  /** What a reset has lifted, and what is left. */
  static List<String> reset(JsonNode answer, FaultList before) {
    List<String> lines = new ArrayList<>();
    StreamSupport.stream(answer.path("lifted").spliterator(), false)
        .forEach(id -> lines.addAll(lifted(id.asInt(), before)));
    if (lines.isEmpty()) {
      lines.add("there was no fault to lift");
    }
    before.active().stream()
        .filter(Active::lastsForGood)
        .map(fault -> "#%d %s %s cannot be lifted".formatted(fault.id(), fault.on(), fault.what()))
        .forEach(lines::add);
    return lines;
  }

  /** Every fault there is, what it can be put on and with which settings. */
  static List<String> known(List<Known> faults) {
    List<String> lines = new ArrayList<>();
    for (Known fault : faults) {
      lines.add(fault.fault() + (fault.lastsForGood() ? " (cannot be lifted)" : ""));
      lines.addAll(Paragraph.lines("    on    ", targets(fault) + otherLocks(fault)));
      if (!fault.settings().isEmpty()) {
        lines.addAll(Paragraph.lines("    with  ", settings(fault)));
      }
    }
    return lines;
  }

  /** Those of files without a name come and go, so that they cannot be listed. */
  private static String otherLocks(Known known) {
    boolean locks =
        Faults.of(known.fault())
            .map(fault -> fault.word().targets().contains(Target.LOCK))
            .orElse(false);
    return !locks ? "" : known.targets().isEmpty() ? OF_FILE : ", or " + OF_FILE;
  }

  /** Names that differ only in running numbers are drawn together. */
  private static String targets(Known fault) {
    List<String> drawn = new ArrayList<>();
    String first = "";
    String last = "";
    for (String target : fault.targets()) {
      if (!last.isEmpty() && target.equals(successor(last))) {
        last = target;
        drawn.set(drawn.size() - 1, first + ".." + last);
      } else {
        first = target;
        last = target;
        drawn.add(target);
      }
    }
    return String.join(", ", drawn);
  }

  /** The name with the next number, or "". */
  private static String successor(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? numbered.group(1) + (Integer.parseInt(numbered.group(2)) + 1) : "";
  }

  private static String settings(Known fault) {
    List<String> settings = new ArrayList<>();
    fault
        .settings()
        .forEach(
            (name, setting) ->
                settings.add(
                    "--%s %s%s"
                        .formatted(
                            name,
                            setting.kind().toUpperCase(java.util.Locale.ROOT),
                            setting.required() ? " (must be there)" : "")));
    return String.join(", ", settings);
  }
}
