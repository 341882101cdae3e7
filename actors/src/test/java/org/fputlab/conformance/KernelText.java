package org.fputlab.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines as a kernel logs them, stripped of what no two machines have alike: time stamps, addresses,
 * offsets and sizes of functions, and the numbers behind equal names of lock classes.
 */
final class KernelText {

  private static final Pattern STAMP = Pattern.compile("^\\[ *(\\d+\\.\\d+)] ?");
  private static final Pattern ADDRESS = Pattern.compile("\\b[0-9a-f]{16} (?=\\()");
  private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+/0x[0-9a-f]+( \\[\\w+])?");
  private static final Pattern VERSION = Pattern.compile("(?<=[\\w\\]])#\\d+");
  private static final Pattern PID = Pattern.compile("(?<=\\w)/\\d+(?= is trying|:)");

  private KernelText() {}

  /** What a real kernel's console showed in the situation of this name. */
  static List<String> console(String name) {
    return resource(name + ".log");
  }

  static List<String> resource(String file) {
    String path = "/realkernel/conformance/" + file;
    try (InputStream text = KernelText.class.getResourceAsStream(path)) {
      if (text == null) {
        throw new IllegalArgumentException("no " + path);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The second in which a line was logged. */
  static double time(String line) {
    Matcher stamp = STAMP.matcher(line);
    if (!stamp.find()) {
      throw new IllegalArgumentException("no time stamp: " + line);
    }
    return Double.parseDouble(stamp.group(1));
  }

  static List<String> plain(List<String> lines) {
    return lines.stream().map(KernelText::plain).toList();
  }

  private static String plain(String line) {
    String text = STAMP.matcher(line).replaceFirst("");
    text = ADDRESS.matcher(text).replaceAll("");
    text = OFFSET.matcher(text).replaceAll("");
    text = VERSION.matcher(text).replaceAll("");
    return PID.matcher(text).replaceAll("").stripTrailing();
  }
}
