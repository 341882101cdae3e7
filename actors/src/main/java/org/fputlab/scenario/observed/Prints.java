package org.fputlab.scenario.observed;

import java.util.List;

/**
 * The times that one histogram was printed. One that went on growing counts as it was printed last;
 * one that was cleared each time is added up. A growing one never shrinks, so the second kind can
 * be told for sure; the first only where it grew as fast as prints follow one another.
 */
final class Prints {

  /** Equal prints of fewer might be chance. */
  private static final long ENOUGH = 100;

  private Prints() {}

  /** Those that count. */
  static List<Rows> counted(Reading reading, String shown, List<Rows> prints) throws NotUsable {
    int times = prints.size();
    if (times == 1) {
      return prints;
    }
    if (!isGrowing(prints)) {
      reading.remark("%s was printed %d times and cleared; added up".formatted(shown, times));
      return prints;
    }
    if (!isSurelyOne(prints)) {
      throw reading.refused(
          prints.get(1).firstLine(),
          "%s is printed %s, and whether it was cleared in between cannot be told. Keep one."
              .formatted(shown, times == 2 ? "twice" : times + " times"));
    }
    reading.remark("%s was printed %d times; the last counts".formatted(shown, times));
    return prints.subList(times - 1, times);
  }

  private static boolean isGrowing(List<Rows> prints) {
    for (int i = 1; i < prints.size(); i++) {
      if (!prints.get(i - 1).isWithin(prints.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSurelyOne(List<Rows> prints) {
    Rows first = prints.get(0);
    Rows last = prints.get(prints.size() - 1);
    boolean equal = last.isWithin(first);
    boolean fast = prints.size() > 2 && last.count() * 2 >= prints.size() * first.count();
    return last.count() >= ENOUGH && (equal || fast);
  }
}
