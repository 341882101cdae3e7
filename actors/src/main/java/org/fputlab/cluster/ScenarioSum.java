package org.fputlab.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.fputlab.scenario.Scenario;

/** A sum over the texts of a scenario, the same wherever its files lie. */
final class ScenarioSum {

  private static final int SHOWN = 8;

  private ScenarioSum() {}

  /** As in {@code 3f2a9c1012345678}. */
  static String of(Scenario scenario) {
    MessageDigest digest = sha256();
    for (String text : scenario.texts().values()) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
