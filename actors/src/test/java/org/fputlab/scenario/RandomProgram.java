package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small scenario made from a seed, over the whole language: locks, completions, work, file
 * systems, the file cache, mounts that are tried again, servers, semaphores, freezes, sockets, and
 * faults that end; some also what {@link RandomWords} has. The same seed gives the same text.
 */
public final class RandomProgram {

  private static final String[] POLICIES = {
    "deferred", "sync", "fput-now", "nfsd-sync", "nfsd-task-work"
  };
  private static final String[] MOUNTS = {"m0", "m1", "m2"};

  private final Random random;
  private final boolean quiet;
  private final boolean events;
  private final StringBuilder text = new StringBuilder();
  private final boolean[] users;
  private final @Nullable RandomWords words;
  private int files;
  private boolean inWork;

  /**
   * @param quiet whether everything happens once, so that after some seconds whoever waits waits
   *     forever
   * @param events whether anybody waits for what others must do, as a completion
   */
  private RandomProgram(long seed, boolean quiet, boolean events, boolean wide) {
    this.random = new Random(seed);
    this.quiet = quiet;
    this.events = events;
    this.users = wide ? someUsers() : new boolean[0];
    this.words = wide ? new RandomWords(random, quiet, events, users) : null;
  }

  public static String of(long seed, boolean quiet) {
    return new RandomProgram(seed, quiet, true, seed % 3 == 2).write();
  }

  /** One in which whoever waits does so for something that somebody holds or runs. */
  public static String withoutEvents(long seed) {
    return new RandomProgram(seed, seed % 2 == 0, false, seed % 4 < 2).write();
  }

  private String write() {
    line("title = random, duration = " + (quiet ? "6s" : "5s") + ", cpus = 2");
    line("seed = " + random.nextInt(1000) + ", hz = 250");
    line("close = " + pick(POLICIES));
    line("watch.sample-every = " + pick("3ms", "10ms", "50ms"));
    line("semaphores.slots = " + (1 + random.nextInt(2)));
    if (words != null) {
      line(words.machine());
    }
    line("servers.far { service = 2ms }");
    line("servers.self { nfsd = true, operation = [ " + steps(2, new LinkedHashSet<>()) + " ] }");
    for (int i = 0; i < 3; i++) {
      line("filesystems.fs" + i + " { " + fileSystem() + " }");
      line("mounts.m" + i + " { filesystem = fs" + i + " }");
    }
    line("mounts.net { filesystem = unix }");
    line("files { s0 { on = m0 }, s1 { on = m1 } }");
    inWork = true; // an item that leads to itself being queued would never end
    line("works.w0 { queue = q, run = [ " + steps(2, new LinkedHashSet<>()) + " ] }");
    line("works.w1 { queue = q, run = [ " + steps(1, new LinkedHashSet<>()) + " ] }");
    inWork = false;
    line("works.wf { queue = q, file = it, run = [ __fput_sync it ] }");
    line("nfsd { threads = 2 }");
    if (!quiet) {
      client();
      faults();
    }
    int tasks = words == null ? 3 + random.nextInt(3) : users.length;
    for (int i = 0; i < tasks; i++) {
      task(i);
    }
    return text.toString();
  }

  /** Which of the tasks are user tasks: known beforehand where they are sent signals. */
  private boolean[] someUsers() {
    boolean[] some = new boolean[3 + random.nextInt(3)];
    for (int i = 0; i < some.length; i++) {
      some[i] = chance(50);
    }
    return some;
  }

  private void line(String what) {
    text.append(what).append('\n');
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String fileSystem() {
    String release =
        pick(
            "",
            "complete c0",
            "complete c1",
            "mutex_lock a, io 1ms, mutex_unlock a",
            "down_read r0, up_read r0",
            events ? "wait_for_completion c2" : "down_write r1, up_write r1",
            "queue_work w0",
            events ? "up slots" : "down slots, cpu 10us, up slots",
            "io 3ms");
    String evict =
        chance(40) ? "evict = [ sb_start_intwrite sb, io 1ms, sb_end_intwrite sb ]," : "";
    String kill = chance(40) ? "kill-sb = [ complete c1 ]," : "";
    return evict + kill + " release = [ " + release + " ]";
  }

  private void client() {
    if (chance(60)) {
      String end = pick("close f", "nfsd_file_put f", "nfsd_file_put f", "fput f");
      line(
          "clients.c { mount = m2, rate = "
              + pick("1/s", "20/s")
              + ", op = [ open f, "
              + steps(1, new LinkedHashSet<>())
              + ", "
              + end
              + " ] }");
    }
  }

  private void faults() {
    if (chance(40)) {
      String what =
          pick(
              "on = t0, do = pause",
              "on = far, do = hang",
              "on = self, do = hang",
              "on = delayed_fput, do = pause",
              "on = nfsd-0, do = pause");
      line("faults = [ { at = " + random.nextInt(500) + "ms, " + what + ", for = 2s } ]");
    }
  }

  private void task(int number) {
    boolean user = words == null ? chance(50) : users[number];
    if (words != null) {
      words.of(user);
    }
    List<String> steps = new ArrayList<>();
    if (number < 2 && chance(50)) {
      steps.add((chance(50) ? "fput" : "close") + " s" + number);
      steps.add(steps(2, new LinkedHashSet<>()));
    } else {
      steps.add(steps(3, new LinkedHashSet<>()));
    }
    if (user && chance(30)) {
      steps.add("return_to_user");
    }
    boolean once = quiet || (steps.size() > 1 && steps.get(0).endsWith(" s" + number));
    line(
        "tasks.t"
            + number
            + " { context = "
            + (user ? "user" : "kthread")
            + ", start = "
            + random.nextInt(60)
            + "ms, "
            + (once ? "times = 1" : "every = " + pick("10ms", "50ms", "exp(100ms)"))
            + ", run = [ "
            + String.join(", ", steps)
            + " ] }");
  }

  private String steps(int most, Set<String> held) {
    List<String> steps = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      steps.add(block(most, held));
    }
    return String.join(", ", steps);
  }

  private String block(int most, Set<String> held) {
    if (most > 1 && chance(55)) {
      return locked(most - 1, held);
    }
    String file = "f" + files++;
    if (words != null && !inWork && chance(40)) {
      return words.block(file, held);
    }
    return switch (random.nextInt(inWork ? 7 : 22)) {
      case 0 -> "io 2ms";
      case 1 -> "sleep " + pick("5ms", "40ms");
      case 2, 3 ->
          events
              ? "wait_for_completion"
                  + pick("", "", "_killable", "_interruptible")
                  + " "
                  + completion()
              : "cpu 10us";
      case 4, 5, 6 -> "complete " + completion();
      case 7 -> "queue_work " + pick("w0", "w1");
      case 8 -> "flush_work " + pick("w0", "w1");
      case 9 -> "flush_workqueue q";
      case 10 -> opened(file, "close");
      case 11, 12 -> opened(file, "fput");
      case 13 -> "open " + file + " on " + pick(MOUNTS) + ", queue_work wf " + file;
      case 14 -> opened(file, "nfsd_file_put");
      case 15 -> pick("umount", "umount_lazy", "retry 20ms umount") + " m1";
      case 16 -> events ? "up slots" : "down" + killable() + " slots, io 1ms, up slots";
      case 17 ->
          "down"
              + pick("", words == null ? "_interruptible" : "")
              + " slots"
              + (events ? "" : ", io 1ms, up slots");
      case 18 -> "rpc " + pick("far", "self", "self") + " OP";
      case 19 -> events ? pick("thaw_super", "freeze_super", "thaw_super") + " m2" : "cpu 20us";
      case 20 -> "flush_delayed_fput";
      default -> socket(file);
    };
  }

  /** Who sends signals says at each lock what follows, as {@link RandomWords} does. */
  private String killable() {
    return words == null ? "_killable" : "";
  }

  private String completion() {
    return pick("c0", "c1", "c2");
  }

  private String opened(String file, String end) {
    String unlinked = chance(40) ? ", unlink " + file : "";
    return "open " + file + " on " + pick(MOUNTS) + unlinked + ", " + end + " " + file;
  }

  private String socket(String file) {
    String socket = "k" + file;
    return "open "
        + socket
        + " on net, open "
        + file
        + " on "
        + pick(MOUNTS)
        + ", send "
        + file
        + " over "
        + socket
        + ", fput "
        + file
        + ", fput "
        + socket;
  }

  private String locked(int most, Set<String> held) {
    String lock = pick("a", "b", "r0", "r1", "m2", "freeze");
    if (!held.add(lock)) {
      return "cpu 10us";
    }
    String inside = steps(most, held);
    held.remove(lock);
    return switch (lock) {
      case "a", "b" -> {
        String how = pick("", "", "", killable());
        yield "mutex_lock" + how + " " + lock + ", " + inside + ", mutex_unlock " + lock;
      }
      case "m2" -> {
        String level = pick("write", "pagefault", "intwrite");
        yield "sb_start_" + level + " m2, " + inside + ", sb_end_" + level + " m2";
      }
      case "freeze" -> "freeze_super m2, " + inside + ", thaw_super m2";
      default -> {
        String mode = pick("read", "write");
        yield "down_" + mode + " " + lock + ", " + inside + ", up_" + mode + " " + lock;
      }
    };
  }
}
