package org.fputlab.explore;

/** Dining philosophers in the step language. */
final class Philosophers {

  private Philosophers() {}

  /** Each takes the fork to the left first. */
  static String leftFirst(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(philosopher(i, i, (i + 1) % count));
    }
    return text.toString();
  }

  /** Each takes the lower fork first. */
  static String inOrder(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int right = (i + 1) % count;
      text.append(philosopher(i, Math.min(i, right), Math.max(i, right)));
    }
    return text.toString();
  }

  private static String philosopher(int number, int first, int second) {
    return "tasks.p%d { context = kthread, run = [ mutex_lock f%d, mutex_lock f%d, mutex_unlock f%d, mutex_unlock f%d ] }%n"
        .formatted(number, first, second, second, first);
  }
}
