package org.fputlab.model;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock as a step names it: {@code mmap_lock(app)}, {@code nfsd_mutex}.
 *
 * @param word the lock class
 * @param instance which one, or "" where the machine has only one. {@code inode}, {@code parent}
 *     and {@code sb} in a file system's paths stand for the inode being closed, its directory and
 *     its superblock
 */
public record LockName(String word, String instance) {

  /** What an instance may say to mean the file being closed. */
  public static final Set<String> PLACEHOLDERS = Set.of("inode", "parent", "sb");

  /** The mutex of whichever eventpoll: who walks the steps does not tell them apart. */
  public static final LockName ANY_EVENTPOLL = new LockName("ep_mtx", "an eventpoll");

  /** How a file without a name goes by its number. */
  static final String NUMBERED = "file ";

  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z_]\\w*)(?:\\((\\w[\\w-]*/?|file \\d{1,9})\\))?");

  /** Whether {@code text} names a lock as {@link #toString} writes it. */
  public static boolean isName(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /** The lock that {@link #toString} writes as {@code text}. */
  public static LockName of(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text + " does not name a lock");
    }
    String instance = parts.group(2);
    return new LockName(parts.group(1), instance == null ? "" : instance);
  }

  /** Whether it is that of a file by its number, as reports have it, which shows in a run only. */
  public boolean isNumbered() {
    return instance.startsWith(NUMBERED);
  }

  /** Whether it is the mutex of an eventpoll. */
  public boolean isOfAnEventpoll() {
    return word.equals(ANY_EVENTPOLL.word);
  }

  @Override
  public String toString() {
    return instance.isEmpty() ? word : word + "(" + instance + ")";
  }
}
