package org.fputlab.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** The known word with the fewest letters to change, if they are few. */
  static Optional<String> to(String typed, Collection<String> known) {
    String best = "";
    int fewest = Math.max(2, typed.length() / 3) + 1;
    for (String word : known) {
      int changes = changes(typed, word);
      if (changes < fewest) {
        fewest = changes;
        best = word;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** A question to put after an error message, or nothing. */
  static String hint(String typed, Collection<String> known) {
    return to(typed, known).map(word -> " Did you mean " + word + "?").orElse("");
  }

  /** Letters to insert, delete or replace. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
