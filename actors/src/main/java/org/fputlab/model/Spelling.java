package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the kernel's own tools print the things that steps and faults name, and what is meant by a
 * name that was read off them.
 *
 * <p>Lockdep prints a work item that is declared with {@code DECLARE_DELAYED_WORK} as {@code
 * (delayed_fput_work).work}, one made with {@code INIT_WORK} as {@code (work_completion)(&x)}, with
 * {@code INIT_DELAYED_WORK} as {@code (work_completion)(&(&x)->work)}, which is read here only, and
 * a queue as {@code (wq_completion)events} (include/linux/workqueue.h and kernel/workqueue.c,
 * v6.6). Logs name the first by its function as well, as in {@code Workqueue: events delayed_fput}.
 */
public final class Spelling {

  /** The work item that finalises files (fs/file_table.c, v6.6). */
  public static final String FPUT_WORK = "delayed_fput_work";

  /** The work item that cleans up mounts (fs/namespace.c, v6.6). */
  public static final String MNTPUT_WORK = "delayed_mntput_work";

  /** The work item that closes nfsd's cached files (fs/nfsd/filecache.c, v6.6). */
  public static final String FILE_CACHE_WORK = "nfsd_filecache";

  /** The unix garbage collector since 6.10 (net/unix/garbage.c, v6.12). */
  public static final String UNIX_GC_WORK = "unix_gc_work";

  /** The kernel's own work items by their functions. */
  private static final Map<String, String> BY_FUNCTION = byFunction();

  private static final List<Pattern> PRINTED =
      List.of(
          Pattern.compile("\\(work_completion\\)\\(&\\(&(.+)\\)->work\\)"),
          Pattern.compile("\\(work_completion\\)\\(&(.+)\\)"),
          Pattern.compile("\\((.+)\\)\\.work"),
          Pattern.compile("\\(wq_completion\\)(.+)"),
          Pattern.compile("(?:completion|end of|flush of) (.+)"));

  private Spelling() {}

  /** A work item, as lockdep prints what waits for its end. */
  public static String work(String name) {
    boolean isDeclared = name.equals(FPUT_WORK) || name.equals(MNTPUT_WORK);
    return isDeclared ? "(" + name + ").work" : "(work_completion)(&" + name + ")";
  }

  /** A queue of work, likewise. */
  public static String queue(String name) {
    return "(wq_completion)" + name;
  }

  /** A wait for all that is on a queue. */
  public static String flush(String queue) {
    return "flush of " + queue;
  }

  public static String completion(String name) {
    return "completion " + name;
  }

  /** What {@code kthread_stop} waits for. */
  public static String thread(String name) {
    return "end of " + name;
  }

  /** The name in what was printed; what is a name already stays. */
  public static String name(String printed) {
    for (Pattern pattern : PRINTED) {
      Matcher parts = pattern.matcher(printed);
      if (parts.matches()) {
        return String.valueOf(parts.group(1));
      }
    }
    return printed;
  }

  /** A work item's name, in whatever spelling: the kernel's own go by their functions too. */
  public static String workName(String written) {
    String name = name(written);
    return BY_FUNCTION.getOrDefault(name, name);
  }

  /** Whether it is one of the kernel's own work items, in whatever spelling. */
  public static boolean isOwnWork(String written) {
    return BY_FUNCTION.containsValue(workName(written));
  }

  /** The same as faults call it: the deferred closers by their functions, as logs show them. */
  public static String faultName(String written) {
    String name = workName(written);
    return name.equals(FPUT_WORK) || name.equals(MNTPUT_WORK)
        ? name.substring(0, name.length() - "_work".length())
        : name;
  }

  private static Map<String, String> byFunction() {
    Map<String, String> works = new LinkedHashMap<>();
    works.put("delayed_fput", FPUT_WORK);
    works.put("delayed_mntput", MNTPUT_WORK);
    works.put("nfsd_file_delayed_close", FILE_CACHE_WORK);
    works.put("__unix_gc", UNIX_GC_WORK);
    return works;
  }
}
