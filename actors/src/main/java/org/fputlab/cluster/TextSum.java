package org.fputlab.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.fputlab.scenario.Scenario;

/** A sum over texts. */
final class TextSum {

  private static final int SHOWN = 8;

  private TextSum() {}

  /** That of a scenario, the same wherever its files lie. */
  static String of(Scenario scenario) {
    return of(scenario.texts().values());
  }

  /** As in {@code 3f2a9c1012345678}. */
  static String of(Collection<String> texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
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
