package org.fputlab.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is typed behind {@code inject}, as the request that a live run takes. Only its form is
 * looked at: whether there is such a target, fault or setting is for the run to say.
 */
final class FaultWords {

  /** What a target may be introduced by. */
  private static final List<String> INTRODUCTIONS =
      List.of("server", "thread", "task", "lock", "step");

  private static final String STEP = "step";
  private static final String FAIL_NTH = "fail-nth";
  private static final String EXAMPLE = ", as in: fputlab inject afs-server hang --for 30s";

  private FaultWords() {}

  /**
   * The fault.
   *
   * @param settings as written; null where one was left out
   * @throws IllegalArgumentException if the words do not make a fault
   */
  static Map<String, String> request(List<String> words, Map<String, @Nullable String> settings) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a target and a fault are missing" + EXAMPLE);
    }
    boolean introduced = isIntroduced(words);
    List<String> rest = introduced ? words.subList(1, words.size()) : words;
    Map<String, String> request = target(rest);
    if (introduced && words.get(0).equals(STEP) && "slow".equals(request.get("do"))) {
      request.put("do", "slow-step");
    }
    settings.forEach((name, value) -> put(request, name, value));
    return request;
  }

  private static boolean isIntroduced(List<String> words) {
    return words.size() > 2
        && INTRODUCTIONS.contains(words.get(0))
        && !words.get(1).equals(FAIL_NTH);
  }

  private static Map<String, String> target(List<String> words) {
    Map<String, String> request = new LinkedHashMap<>();
    if (words.size() > 1) {
      request.put("on", words.get(0));
    }
    if (words.contains(FAIL_NTH)) {
      if (words.size() != 3 || !words.get(1).equals(FAIL_NTH)) {
        throw new IllegalArgumentException(
            "fail-nth stands between a server and a number, as in: afs-server fail-nth 7");
      }
      request.put("do", "drop");
      put(request, "nth", words.get(2));
      return request;
    }
    if (words.size() > 2) {
      throw new IllegalArgumentException(
          "'%s' is one word too many: a target and a fault are wanted%s"
              .formatted(words.get(2), EXAMPLE));
    }
    request.put("do", words.get(words.size() - 1));
    return request;
  }

  private static void put(Map<String, String> request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }
}
