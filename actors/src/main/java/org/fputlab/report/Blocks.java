package org.fputlab.report;

import java.util.List;

/** How a queue moved, as a short line of blocks; none where the output cannot show them. */
public enum Blocks {
  /** For pipes, files, and terminals that do not speak UTF-8. */
  NONE,
  /** Blocks of an eighth to eight eighths. */
  DRAWN;

  private static final String EIGHTHS = "▁▂▃▄▅▆▇█";

  /** One block for each depth, the highest for {@code peak}; "" where there is nothing to draw. */
  String of(List<Long> depths, long peak) {
    if (this == NONE || peak == 0) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    for (long depth : depths) {
      long height = Math.min(EIGHTHS.length() - 1L, depth * EIGHTHS.length() / peak);
      line.append(EIGHTHS.charAt((int) height));
    }
    return line.toString();
  }
}
