package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small programs for {@link Toy}, from a seed. */
final class RandomToys {

  private RandomToys() {}

  static String[] programs(Random random) {
    int processes = 2 + random.nextInt(2);
    int left = processes == 2 ? 10 : 8;
    List<String> programs = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      int length = 2 + random.nextInt(left / processes);
      programs.add((char) ('a' + i) + ": " + String.join(", ", words(random, processes, length)));
    }
    return programs.toArray(String[]::new);
  }

  private static List<String> words(Random random, int processes, int length) {
    List<String> words = new ArrayList<>();
    String held = "";
    while (words.size() < length) {
      String variable = random.nextBoolean() ? "x" : "y";
      String other = String.valueOf((char) ('a' + random.nextInt(processes)));
      switch (random.nextInt(9)) {
        case 0, 1 -> words.add("look " + variable);
        case 2 -> words.add("add " + variable);
        case 3, 4 -> words.add("set " + variable);
        case 5 -> words.add("send " + other);
        case 6 -> words.add(random.nextBoolean() ? "take" : "empty");
        case 7 -> words.add("if " + variable);
        default -> {
          if (held.isEmpty()) {
            held = random.nextBoolean() ? "l" : "m";
            words.add("lock " + held);
          } else {
            words.add("unlock " + held);
            held = "";
          }
        }
      }
    }
    return words;
  }
}
