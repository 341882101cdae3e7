package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A scenario made from a seed, so small that often all its orders can be tried: two or three tasks
 * that run once, over a few words of the language, another few for each seed. The same seed gives
 * the same text. The loader may refuse one, as where its steps give back what they have not taken.
 */
public final class SmallProgram {

  /** What a program may be about. */
  private enum About {
    COMPLETIONS,
    UNITS,
    WORK,
    FILES,
    NAMES,
    MOUNTS,
    FREEZES,
    SOCKETS,
    EVENTPOLLS,
    MEMORY,
    SERVERS,
    BRANCHES,
    ATOMIC,
    UNOWNED,
    SIGNALS,
    FREEZER,
    PAGES,
    LOCKD,
    THREADS
  }

  private final Random random;
  private final Set<About> about = new LinkedHashSet<>();
  private final Map<String, String> paths = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private int names;
  private boolean inClose;
  private boolean inWork;
  private boolean user;
  private int inTask;

  private SmallProgram(long seed) {
    this.random = new Random(seed);
  }

  public static String of(long seed) {
    return new SmallProgram(seed).write();
  }

  private String write() {
    about.add(About.FILES);
    for (int i = 0; i < 3; i++) {
      about.add(About.values()[random.nextInt(About.values().length)]);
    }
    line("title = small, duration = 2s, cpus = " + pick("1", "2", "8"));
    line("kernel = " + pick("6.3", "6.6", "6.6", "6.9", "6.12"));
    line("semaphores.slots = " + pick("0", "1", "1", "2"));
    machine();
    inWork = true;
    if (about.contains(About.PAGES)) {
      line(
          "pages { free = 2, reserve = "
              + pick("0", "1")
              + ", reclaim = [ "
              + pick(
                  "free_page",
                  "mutex_lock a, mutex_unlock a",
                  "complete c1",
                  "wait_for_completion c0",
                  "down slots, up slots",
                  "io 1ms")
              + " ] }");
    }
    if (about.contains(About.SERVERS)) {
      line("servers.self { nfsd = true, operation = [ " + steps(1, taken()) + " ] }");
    }
    if (about.contains(About.LOCKD)) {
      line("lockd { }");
      for (int i = 0; i < 2; i++) {
        String run = steps(1, taken());
        line(
            "clients.l" + i + " { service = lockd, mount = m0, rate = 9/s, op = [ " + run + " ] }");
      }
    }
    line("works.w0 { queue = q, run = [ " + steps(1, new LinkedHashSet<>()) + " ] }");
    line("works.w1 { queue = p, run = [ " + block(1, taken()) + " ] }");
    line("works.wf { queue = q, file = it, run = [ " + pick("fput", "__fput_sync") + " it ] }");
    inWork = false;
    if (chance(40)) {
      line("queues.q { max-active = 1 }");
    }
    int tasks = 2 + random.nextInt(2);
    for (int i = 0; i < tasks; i++) {
      task(i);
    }
    paths.forEach((name, steps) -> line("paths." + name + " = [ " + steps + " ]"));
    return text.toString();
  }

  private void machine() {
    inClose = true;
    for (int i = 0; i < 2; i++) {
      line("filesystems.fs" + i + " { " + fileSystem() + " }");
      line(
          "mounts.m"
              + i
              + " { filesystem = fs"
              + i
              + (chance(30) ? ", internal = true" : "")
              + " }");
    }
    line("mounts.net { filesystem = unix }");
    line("filesystems.eps { extends = eventpoll }");
    line("mounts.ep { filesystem = eps }");
    line("files { s0 { on = m0 }, s1 { on = m1, inode = data }, E { on = ep } }");
    line("servers.far { service = 1ms }");
    if (about.contains(About.SERVERS)) {
      line("nfsd { threads = " + pick("1", "2") + " }");
    }
    inClose = false;
  }

  private static Set<String> taken() {
    return new LinkedHashSet<>();
  }

  private String fileSystem() {
    StringJoiner parts = new StringJoiner(", ");
    parts.add("release = [ " + (chance(50) ? steps(1, taken()) : "") + " ]");
    if (chance(30)) {
      parts.add("silly-rename = true, d-iput = [ " + block(1, taken()) + " ]");
    }
    if (chance(30)) {
      parts.add("evict = [ " + block(1, taken()) + " ]");
      parts.add("drop-inode = " + pick("always", "unlinked"));
    }
    if (chance(20)) {
      parts.add("flush = [ " + block(1, taken()) + " ]");
    }
    if (chance(30)) {
      parts.add(
          "kill-sb = [ " + pick("complete c1", "mutex_lock a, mutex_unlock a", "up slots") + " ]");
    }
    if (about.contains(About.EVENTPOLLS) && chance(60)) {
      parts.add("poll = [ mutex_lock b, mutex_unlock b ]");
    }
    return parts.toString();
  }

  private void task(int number) {
    inTask = number;
    user = chance(50) && (number > 0 || !about.contains(About.THREADS));
    user |= number == 1 && about.contains(About.SIGNALS);
    String count = chance(15) ? ", count = 2" : "";
    String run = steps(2, taken());
    if (count.isEmpty() && number < 2 && chance(30)) {
      run = pick("fput", "close", "__fput_sync") + " s" + number + ", " + run;
    }
    if (user && chance(30)) {
      run = run + ", return_to_user, " + block(1, taken());
    }
    line(
        "tasks.t"
            + number
            + " { context = "
            + (user ? "user" : "kthread")
            + count
            + ", run = [ "
            + run
            + " ] }");
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

  private String steps(int most, Set<String> held) {
    List<String> steps = new ArrayList<>();
    int count = 1 + random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      steps.add(block(most, held));
    }
    return String.join(", ", steps);
  }

  private String block(int most, Set<String> held) {
    if (chance(most > 1 ? 60 : 35)) {
      return locked(most - 1, held);
    }
    if (chance(15)) {
      return pick("io 1ms", "cpu 10us");
    }
    List<About> some = new ArrayList<>(about);
    String step = step(some.get(random.nextInt(some.size())), held);
    return step.isEmpty() ? "cpu 10us" : step;
  }

  private String step(About what, Set<String> held) {
    String c = pick("c0", "c1");
    return switch (what) {
      case COMPLETIONS ->
          pick(
              "complete " + c,
              "complete " + c,
              "complete_all " + c,
              "wait_for_completion " + c,
              "wait_event_interruptible " + c,
              "wait_event_timeout " + c + " 1ms");
      case UNITS -> pick("down slots, io 1ms, up slots", "up slots", "down slots");
      case WORK -> inClose ? pick("queue_work w0", "") : inWork ? "" : work();
      case FILES -> inClose ? "" : file(pick("m0", "m1"), held);
      case NAMES ->
          inClose
              ? pick(
                  "down_read i_rwsem(inode), up_read i_rwsem(inode)",
                  "down_write i_rwsem(parent), up_write i_rwsem(parent)")
              : pick(
                  "unlink on m0 inode data",
                  "unlink on m1 inode data",
                  file(pick("m0 inode data", "m1 inode data"), held));
      case MOUNTS ->
          inClose ? "" : pick("umount", "umount_lazy", "retry 1ms umount") + " " + pick("m0", "m1");
      case FREEZES -> inClose ? pick("sb_start_intwrite sb, sb_end_intwrite sb", "") : freeze();
      case SOCKETS -> inClose ? "" : socket();
      case EVENTPOLLS -> inClose ? "" : eventpoll();
      case MEMORY -> inClose ? "page_fault app" : memory();
      case SERVERS ->
          inClose ? "" : pick("rpc far OP", "rpc self OP", "rpc self OP", "rpc_async self OP");
      case BRANCHES -> branch(held);
      case ATOMIC -> atomic();
      case UNOWNED ->
          pick("down_read_non_owner u", "up_read_non_owner u", "down_write u, up_write u");
      case SIGNALS -> signal(held);
      case FREEZER -> freezer(held);
      case PAGES ->
          pick(
              "alloc_page, io 1ms, free_page",
              "alloc_page",
              "free_page",
              "memalloc_noreclaim_save, alloc_page then free_page else complete c0,"
                  + " memalloc_noreclaim_restore",
              "memalloc_nofs_save, alloc_page, free_page, memalloc_nofs_restore");
      case LOCKD -> pick("complete " + c, "wait_for_completion " + c);
      case THREADS -> inTask > 0 ? "kthread_stop t0" : "";
    };
  }

  private String work() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> "queue_work " + pick("w0", "w1");
      case 2 -> "flush_work " + pick("w0", "w1");
      case 3 -> "flush_workqueue " + pick("q", "p");
      case 4 -> "queue_delayed_work w0 1ms";
      case 5 -> pick("cancel_work", "cancel_work_sync") + " " + pick("w0", "w1");
      case 6 -> "flush_delayed_fput";
      default -> {
        String file = "f" + names++;
        yield "open " + file + " on " + pick("m0", "m1") + ", queue_work wf " + file;
      }
    };
  }

  private String file(String where, Set<String> held) {
    String file = "f" + names++;
    String between = chance(30) ? block(1, held) + ", " : "";
    String unlink = chance(30) ? "unlink " + file + ", " : "";
    String cache = about.contains(About.SERVERS) ? "nfsd_file_put" : "fput";
    String put = pick("close", "fput", "fput", "__fput_sync", "fput_bounded 1", cache);
    String more = chance(15) ? "get_file " + file + ", fput " + file + ", " : "";
    return "open " + file + " on " + where + ", " + unlink + between + more + put + " " + file;
  }

  private String freeze() {
    return pick(
        "freeze_super m0, thaw_super m0",
        "freeze_super m0",
        "thaw_super m0",
        "sb_start_pagefault m0, io 1ms, sb_end_pagefault m0",
        "sb_start_intwrite m0, sb_end_intwrite m0");
  }

  private String socket() {
    String socket = "k" + names++;
    String file = "f" + names++;
    String gc = chance(30) ? "unix_gc, " : "";
    return "open "
        + socket
        + " on net, open "
        + file
        + " on "
        + pick("m0", "m1", "net")
        + ", send "
        + file
        + " over "
        + socket
        + ", fput "
        + file
        + ", "
        + gc
        + pick("fput ", "close ")
        + socket;
  }

  private String eventpoll() {
    String file = "f" + names++;
    return pick(
        "epoll_wait E app",
        "epoll_ctl_add E s0",
        "open "
            + file
            + " on "
            + pick("m0", "m1")
            + ", epoll_ctl_add E "
            + file
            + ", "
            + pick("", "epoll_wait E app, ", "epoll_ctl_del E " + file + ", ")
            + "fput "
            + file);
  }

  private String memory() {
    String file = "f" + names++;
    return pick(
        "page_fault app",
        "open "
            + file
            + " on "
            + pick("m0", "m1")
            + ", mmap "
            + file
            + " app, fput "
            + file
            + ", munmap "
            + file
            + " app");
  }

  private String branch(Set<String> held) {
    String path = "p" + paths.size();
    paths.put(path, "cpu 1us");
    String lock = pick("a", "b");
    if (held.add(lock)) {
      String inside = block(1, held);
      held.remove(lock);
      paths.put(path, inside + ", mutex_unlock " + lock);
      return "mutex_trylock "
          + lock
          + " then call "
          + path
          + pick("", " else complete c0", " else io 1ms");
    }
    paths.put(path, block(1, held));
    return "wait_event_timeout "
        + pick("c0", "c1")
        + " 1ms then call "
        + path
        + pick("", " else io 1ms");
  }

  private String signal(Set<String> held) {
    String sent = "send_sig " + pick("SIGKILL", "SIGKILL", "SIGINT") + " t1";
    String lock = pick("a", "b");
    if (chance(50) && held.add(lock)) {
      String inside = block(1, held);
      held.remove(lock);
      String path = "p" + paths.size();
      paths.put(path, inside);
      return "mutex_lock"
          + pick("_killable ", "_interruptible ")
          + lock
          + " then ( call "
          + path
          + " ; mutex_unlock "
          + lock
          + " )"
          + pick("", " else complete c0", " else up slots");
    }
    return pick(
        sent,
        sent,
        "wait_event_killable c0 else complete c1",
        "wait_event_interruptible c0",
        "down_killable slots then up slots",
        "rpc_killable far OP else io 1ms");
  }

  private String freezer(Set<String> held) {
    if (inClose || inWork || !user || chance(60)) {
      return pick("sleep 1ms", "wait_event_freezable c0 else io 1ms", "rpc_killable far OP");
    }
    String inside = block(1, held);
    String path = "p" + paths.size();
    paths.put(path, inside + ", thaw_processes");
    return "freeze_processes then call " + path;
  }

  private String atomic() {
    if (inClose) {
      return pick("spin_lock s, cpu 1us, spin_unlock s", "spin_lock s, spin_unlock s");
    }
    String file = "f" + names++;
    String open = "open " + file + " on " + pick("m0", "m1") + ", ";
    String put = pick("fput ", "fput ", "close ") + file;
    return open
        + pick(
            "local_bh_disable, " + put + ", local_bh_enable",
            "spin_lock_bh s, " + put + ", spin_unlock_bh s",
            "spin_lock s, " + put + ", spin_unlock s",
            "rcu_read_lock, " + put + ", rcu_read_unlock",
            "spin_lock s, cpu 1us, spin_unlock s, " + put);
  }

  private String locked(int most, Set<String> held) {
    String lock = pick("a", "a", "b", "r", "r", "mmap", "inode", "m0");
    if (!held.add(lock)) {
      return "cpu 10us";
    }
    String inside = most > 0 || chance(50) ? block(Math.max(most, 1), held) : "io 1ms";
    held.remove(lock);
    String mode = pick("read", "write");
    return switch (lock) {
      case "a", "b" -> "mutex_lock " + lock + ", " + inside + ", mutex_unlock " + lock;
      case "m0" -> inClose ? "cpu 1us" : "sb_start_write m0, " + inside + ", sb_end_write m0";
      case "mmap" ->
          "down_" + mode + " mmap_lock(app), " + inside + ", up_" + mode + " mmap_lock(app)";
      case "inode" -> {
        String name = inClose ? "i_rwsem(inode)" : "i_rwsem(data)";
        yield "down_" + mode + " " + name + ", " + inside + ", up_" + mode + " " + name;
      }
      default -> "down_" + mode + " r, " + inside + ", up_" + mode + " r";
    };
  }
}
