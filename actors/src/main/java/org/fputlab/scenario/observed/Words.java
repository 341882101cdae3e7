package org.fputlab.scenario.observed;

import java.util.Locale;

/** Counts in words. */
final class Words {

  private Words() {}

  /** As in {@code 1 close}, {@code 29,820 closes}. */
  static String count(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
