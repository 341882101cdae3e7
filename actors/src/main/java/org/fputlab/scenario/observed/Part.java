package org.fputlab.scenario.observed;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a kernel function is to the last close of a file (fs/file_table.c, v6.6 and v6.19). */
enum Part {
  /** All of it: {@code __fput}. */
  CLOSE("__fput"),
  /** Runs {@code __fput} and next to nothing else. */
  WRAPPER("__fput_sync"),
  /** A file system's or driver's {@code ->release}. */
  RELEASE("->release"),
  /** {@code evict}, or a file system's {@code ->evict_inode}. */
  EVICT("evict"),
  /** {@code delayed_fput}: closes as many files as are on its list. */
  BATCH("delayed_fput"),
  /** The system call of a user task: with the flush, and the release if that is within. */
  CALL("close(2)"),
  /** Drops a reference; the close itself may come later, elsewhere, or not at all. */
  HANDOVER("fput");

  private static final Set<String> WRAPPERS = Set.of("____fput", "__fput_sync", "fput_close_sync");
  private static final Set<String> HANDOVERS =
      Set.of("fput", "fput_many", "fput_close", "__fput_deferred", "filp_close", "close_fd");

  /** Releases by their names in fs, net, block and drivers, v6.6. */
  private static final Pattern RELEASE_NAME =
      Pattern.compile(
          "(->|\\w+_)?(release|release_file)|\\w+_file_release|sock_close|blkdev_close");

  /** Run in each {@code __fput} beside the release, or of other things than files. */
  private static final Set<String> NO_RELEASE =
      Set.of(
          "file_f_owner_release",
          "security_file_release",
          "eventpoll_release",
          "lock_release",
          "rwsem_release",
          "mutex_release",
          "kobject_release",
          "device_release",
          "css_release");

  private static final Pattern EVICT_NAME = Pattern.compile("evict|->evict_inode|\\w+_evict_inode");

  private final String example;

  Part(String example) {
    this.example = example;
  }

  /** A function that is such a part. */
  String example() {
    return example;
  }

  /** The functions to name when one was not recognised. */
  static List<String> examples() {
    return List.of(CLOSE.example, RELEASE.example, EVICT.example, BATCH.example);
  }

  /** What {@code function} is, or null if it has no part in a close. */
  static @Nullable Part of(String function) {
    String name = plain(function);
    if (name.equals(CLOSE.example)) {
      return CLOSE;
    }
    if (name.equals(BATCH.example)) {
      return BATCH;
    }
    if (WRAPPERS.contains(name)) {
      return WRAPPER;
    }
    if (HANDOVERS.contains(name)) {
      return HANDOVER;
    }
    if (EVICT_NAME.matcher(name).matches()) {
      return EVICT;
    }
    boolean releases = RELEASE_NAME.matcher(name).matches() && !NO_RELEASE.contains(name);
    return releases ? RELEASE : null;
  }

  /** Without what a compiler adds, as in {@code dput.part.0}. */
  static String plain(String function) {
    int dot = function.indexOf('.');
    return dot > 0 ? function.substring(0, dot) : function;
  }
}
