package org.fputlab.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which kernel's rules hold, where a rule changed from one release to another: {@code 6.6}.
 *
 * <p>Each rule that asks says in its own words what changed and where. Rules are known from {@link
 * #FIRST} to {@link #LAST}.
 *
 * @param major 6 in {@code 6.10}
 * @param minor 10 in {@code 6.10}
 */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {

  /** The kernel that the rules of the model were first read from. */
  public static final KernelVersion V6_6 = new KernelVersion(6, 6);

  /** The oldest whose rules are known. */
  public static final KernelVersion FIRST = new KernelVersion(6, 1);

  /** The newest whose rules are known. */
  public static final KernelVersion LAST = new KernelVersion(6, 19);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** Reads {@code 6.10}; throws {@link IllegalArgumentException} where it is none. */
  public static KernelVersion parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException("no kernel version: " + text);
    }
    return new KernelVersion(
        Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
  }

  /** Whether it is this release or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return compareTo(new KernelVersion(otherMajor, otherMinor)) >= 0;
  }

  @Override
  public int compareTo(KernelVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
