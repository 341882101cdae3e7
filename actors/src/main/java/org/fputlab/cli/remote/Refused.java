package org.fputlab.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A live run does not do what it was asked for. */
public final class Refused extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_LIST = 16;
  private static final String DO = "do";

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
    String rule = problem.path("rule").asText();
    String written = written(problem);
    StringBuilder line = new StringBuilder(rule.endsWith(" " + written) ? "" : written + ": ");
    line.append(rule).append('.');
    String hint = problem.path("hint").asText("");
    if (!hint.isEmpty()) {
      line.append(' ').append(hint).append(hint.endsWith("?") ? "" : ".");
    }
    return line.append(known(legal(problem), hint)).toString();
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
