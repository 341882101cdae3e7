package org.fputlab.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A live run does not do what it was asked for. */
public final class Refused extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_LIST = 16;
  private static final String DO = "do";
  private static final String KNOWN = "Known: ";

  private final List<String> problems;

  private Refused(String error, List<String> problems) {
    super(error);
    this.problems = List.copyOf(problems);
  }

  static Refused by(JsonNode answer) {
    List<String> problems = new ArrayList<>();
    answer.path("problems").forEach(problem -> problems.add(line(problem)));
    return new Refused(answer.path("error").asText(), problems);
  }

  /** What is wrong with the words of the request, line by line; empty if that is not it. */
  public List<String> problems() {
    return problems;
  }

  private static String line(JsonNode problem) {
    String rule =
        problem.path("rule").asText().replace("unknown key", "is no setting of this fault");
    String written = written(problem);
    StringBuilder line = new StringBuilder(rule.endsWith(" " + written) ? "" : written + ": ");
    line.append(rule).append('.');
    String hint = asOption(problem.path("hint").asText(""));
    if (!hint.isEmpty()) {
      line.append(' ').append(hint).append(hint.endsWith("?") ? "" : ".");
    }
    return line.append(known(legal(problem), hint)).toString();
  }

  /** A hint that names settings as the command line has them. */
  private static String asOption(String hint) {
    if (hint.startsWith(KNOWN) && hint.contains(DO)) {
      return Arrays.stream(hint.substring(KNOWN.length()).split(", ", -1))
          .filter(setting -> !setting.equals(DO) && !setting.equals("on"))
          .map(setting -> "--" + setting)
          .collect(Collectors.joining(", ", KNOWN, ""));
    }
    return hint.replaceFirst("^Write (\\w+) = ", "Write --$1 ");
  }

  /** The values that could stand there, if there are few and the hint does not say them. */
  private static String known(List<String> legal, String hint) {
    boolean keys = legal.contains(DO);
    boolean said = hint.startsWith("Known:") || (legal.size() == 1 && hint.contains(legal.get(0)));
    return legal.isEmpty() || legal.size() > LONGEST_LIST || said || keys
        ? ""
        : " Known: " + String.join(", ", legal) + ".";
  }

  /** As the command line has it: settings are options, target and fault are words. */
  private static String written(JsonNode problem) {
    String field = problem.path("field").asText();
    String value = problem.path("value").asText("");
    boolean word = field.equals("on") || field.equals(DO);
    if (word && !value.isEmpty()) {
      return value;
    }
    return ((word ? "" : "--") + field + " " + value).strip();
  }

  private static List<String> legal(JsonNode problem) {
    List<String> legal = new ArrayList<>();
    problem.path("legal").forEach(word -> legal.add(word.asText()));
    return legal;
  }
}
