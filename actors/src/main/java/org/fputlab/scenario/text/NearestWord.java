package org.fputlab.scenario.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The known word that somebody most likely meant: the one fewest typing errors away. */
public final class NearestWord {

  private static final int LONGEST_LIST = 16;
  private static final int NEAREST = 5;
  private static final int LONGEST_WORD = 60;

  private NearestWord() {}

  /** "Did you mean cat?", or else all known words, or "". */
  public static String hint(String written, Collection<String> known) {
    String question = question(written, known);
    if (!question.isEmpty()) {
      return question.strip();
    }
    return known.isEmpty() || known.size() > LONGEST_LIST ? "" : "Known: " + listed(known);
  }

  /** "The nearest are cat, car and can", however far they are. */
  public static String nearestOf(String written, Collection<String> known) {
    String question = question(written, known);
    if (!question.isEmpty()) {
      return question.strip();
    }
    List<String> nearest =
        known.stream()
            .sorted(Comparator.comparingInt(word -> errors(written, word)))
            .limit(NEAREST)
            .toList();
    return nearest.isEmpty() ? "" : "The nearest: " + listed(nearest);
  }

  /** " Did you mean cat?", to stand behind a sentence, or "". */
  public static String question(String written, Collection<String> known) {
    String nearest = nearest(written, known);
    return nearest.isEmpty() ? "" : " Did you mean " + nearest + "?";
  }

  /** The known word that is few enough errors away, or "". */
  public static String nearest(String written, Collection<String> known) {
    String nearest = "";
    int fewest = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      int errors = errors(written, word);
      if (errors < fewest) {
        fewest = errors;
        nearest = word;
      }
    }
    return nearest;
  }

  static String listed(Collection<String> words) {
    return String.join(", ", words);
  }

  /** The least number of letters to add, drop, change or swap with their neighbour. */
  static int errors(String from, String to) {
    if (from.length() > LONGEST_WORD) {
      return Integer.MAX_VALUE;
    }
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i <= from.length(); i++) {
      rows.add(new int[to.length() + 1]);
      for (int j = 0; j <= to.length(); j++) {
        rows.get(i)[j] = i == 0 || j == 0 ? i + j : cheapest(rows, from, to, i, j);
      }
    }
    return rows.get(from.length())[to.length()];
  }

  private static int cheapest(List<int[]> rows, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int addOrDrop = Math.min(rows.get(i - 1)[j], rows.get(i)[j - 1]) + 1;
    int best = Math.min(addOrDrop, rows.get(i - 1)[j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, rows.get(i - 2)[j - 2] + 1) : best;
  }
}
