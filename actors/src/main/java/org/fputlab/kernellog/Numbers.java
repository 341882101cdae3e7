package org.fputlab.kernellog;

import org.jspecify.annotations.Nullable;

/** Numbers in a log, where damage may have made them of any length. */
final class Numbers {

  /** What stands for a number that is not there, or that no counter could have. */
  static final int NONE = -1;

  private Numbers() {}

  /** A decimal number, or {@link #NONE}. */
  static int of(@Nullable String digits) {
    if (digits == null || digits.isEmpty() || digits.length() > 9) {
      return NONE;
    }
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException noNumber) {
      return NONE;
    }
  }
}
