package org.fputlab.scenario;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.kernel.words.BadValue;

/**
 * Where a list of steps stands, and so what its words may mean.
 *
 * @param mount where {@code open} opens unless it says so; "" if it must say so
 * @param words those that stand for what is being closed; none outside a file system
 * @param isUserTask whether there is a user mode to return to
 * @param given the file that it is handed, with one reference, or ""
 */
record Scope(String mount, Set<String> words, boolean isUserTask, String given) {

  /** The file below, of which the file being closed has a reference until its release. */
  static final String LOWER = "lower";

  static final Scope USER_TASK = new Scope("", Set.of(), true, "");
  static final Scope KERNEL_TASK = new Scope("", Set.of(), false, "");

  /** Of a file system's paths: the file is open still, and with it the file below. */
  static final Scope FLUSH = closing("", "inode", "parent", "sb", "server");

  /** The one place where a file puts the file below, and a socket what is queued there. */
  static final Scope RELEASE = closing(LOWER, "inode", "parent", "sb", "server", LOWER);

  /** {@code ->d_iput} and {@code ->evict_inode}, where the file is gone but not its inode. */
  static final Scope INODE = closing("", "inode", "parent", "sb", "server");

  /** {@code ->kill_sb}, where no inode is left. */
  static final Scope KILL_SB = closing("", "sb", "server");

  /** Every word that stands for what is being closed somewhere. */
  static final Set<String> WORDS = RELEASE.words();

  /** A path that nobody calls yet. */
  static final Scope ANY = new Scope("any", WORDS, true, LOWER);

  /** What a service thread does for a call to this export. */
  static Scope service(String mount) {
    return new Scope(mount, Set.of(), false, "");
  }

  /** What a work item does, with the file that it is handed or "". */
  static Scope work(String file) {
    return new Scope("", Set.of(), false, file);
  }

  boolean isFileSystem() {
    return !words.isEmpty();
  }

  boolean isRelease() {
    return words.contains(LOWER);
  }

  /** Refuses a word for what is being closed where there is none of its kind. */
  void check(String word) throws BadValue {
    if (WORDS.contains(word) && !words.contains(word)) {
      throw new BadValue("there is no " + word + " that it could mean", hint(word));
    }
  }

  private String hint(String word) {
    if (!isFileSystem()) {
      String instance =
          word.equals("parent") ? "the directory of a mount, as in MOUNT/" : "an instance";
      return "Only a file system's own steps speak of the file being closed; name " + instance;
    }
    return word.equals(LOWER)
        ? "Only a release has the file below, and puts it"
        : "Where a superblock is shut down only sb is left";
  }

  /** Refuses a name of one's own that stands for what is being closed. */
  static void checkOwn(String name) throws BadValue {
    if (WORDS.contains(name)) {
      throw new BadValue(
          name + " stands for what a file system's steps close", "Call it something else");
    }
  }

  private static Scope closing(String given, String... words) {
    Set<String> ordered = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
    return new Scope("", ordered, false, given);
  }
}
