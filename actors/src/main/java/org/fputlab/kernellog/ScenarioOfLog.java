package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chain of a log as a scenario: a task for each that waits, with what it had and asked for, and
 * the close where one was. What the log does not tell is guessed, and a comment says so. No host's
 * name is in it.
 */
public final class ScenarioOfLog {

  private static final String DELAYED = "delayed_fput_work";
  private static final String PAUSE = "io 10ms";

  private final List<ChainActor> actors;
  private final ChainNames names = new ChainNames();
  private final Map<String, String> kinds = new LinkedHashMap<>();
  private final List<String> systems = new ArrayList<>();
  private final List<String> mounts = new ArrayList<>();
  private final List<String> works = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final List<String> tasks = new ArrayList<>();
  private final Map<String, String> queueOf = new LinkedHashMap<>();

  /**
   * Locks of which a task waits for itself. A scenario in which a task takes a lock twice is
   * refused as a slip, so the task waits for what it alone would give.
   */
  private final Set<String> ownAlone = new LinkedHashSet<>();

  private ScenarioOfLog(List<ChainActor> actors) {
    this.actors = actors;
    actors.forEach(actor -> kinds.merge(actor.wanted(), actor.asks(), ScenarioOfLog::stronger));
    for (ChainActor actor : actors) {
      if (waitsForItself(actor) && !takesItInAClose(actor)) {
        ownAlone.add(actor.wanted());
        kinds.put(actor.wanted(), "event");
      }
    }
    for (ChainActor actor : actors) {
      boolean queue = actor.held().size() == 1 && isQueue(actor.held().get(0));
      if (queue && isWork(actor.wanted())) {
        queueOf.put(actor.wanted(), queue(actor.held().get(0)));
      }
    }
  }

  private static String stronger(String one, String other) {
    return one.startsWith("rwsem") || other.equals("io") ? one : other;
  }

  /** The scenario of a log's chain, or "" where nobody waits in it and lockdep drew no circle. */
  public static String of(LogReading log, Situation situation, FunctionTable table) {
    List<ChainActor> actors = actors(log, situation, table);
    if (actors.isEmpty()) {
      return "";
    }
    ScenarioOfLog scenario = new ScenarioOfLog(actors);
    actors.forEach(scenario::act);
    return scenario.text(log.kernel());
  }

  private static List<ChainActor> actors(LogReading log, Situation situation, FunctionTable table) {
    if (!situation.circles().isEmpty()) {
      Situation.Circle circle = situation.circles().get(0);
      List<SeenTask> all = new ArrayList<>();
      circle.waits().forEach(wait -> all.add(wait.task()));
      all.addAll(circle.behind());
      return ChainActor.of(situation, all);
    }
    if (!situation.roots().isEmpty()) {
      return ChainActor.of(situation, situation.roots().get(0).behind());
    }
    for (LogReport report : log.reports()) {
      List<Dependency> links = Dependency.of(report, table);
      if (!links.isEmpty()) {
        return ChainActor.of(links);
      }
    }
    return List.of();
  }

  private static boolean waitsForItself(ChainActor actor) {
    return actor.held().contains(actor.wanted());
  }

  /** Whether a close asks for what its caller has: that is no slip of who wrote it. */
  private static boolean takesItInAClose(ChainActor actor) {
    ClosePart.Begin begin = actor.part().begin();
    return (begin == ClosePart.Begin.CALLER || begin == ClosePart.Begin.FLUSH)
        && !actor.inside()
        && WaitCause.isLock(actor.asks());
  }

  private static boolean isQueue(String key) {
    return key.startsWith("(wq_completion)");
  }

  private boolean isWork(String key) {
    return kinds.getOrDefault(key, "").equals("work") && !isQueue(key);
  }

  private String queue(String key) {
    String bare = key.replace("(wq_completion)", "").replace("\"", "").replaceFirst("#\\d+$", "");
    return bare.equals("events") ? bare : names.of("(wq_completion)" + bare);
  }

  private void act(ChainActor actor) {
    String held = actor.held().isEmpty() ? "" : actor.held().get(0);
    if (isQueue(held) && isWork(actor.wanted())) {
      if (!actor.wanted().contains(DELAYED)) {
        declare(actor.wanted());
      }
      return;
    }
    String file = "file_" + (systems.size() + 1);
    boolean closes = actor.part().isClose() && actor.part().begin() != ClosePart.Begin.UMOUNT;
    if (closes || held.contains(DELAYED)) {
      close(actor, file, held);
    } else {
      runs(actor, held, around(actor, asking(actor), List.of()));
    }
  }

  /** A task with these steps; or the item or an item of the queue that the actor runs. */
  private void runs(ChainActor actor, String held, List<String> steps) {
    if (isWork(held)) {
      work(actor, held, steps);
    } else if (isQueue(held)) {
      String item = "an item of " + held;
      queueOf.put(item, queue(held));
      work(actor, item, steps);
    } else {
      task(actor, "user", steps);
    }
  }

  /** A close: what it takes itself stands in the file system, what was taken before in the task. */
  private void close(ChainActor actor, String file, String held) {
    boolean flush = actor.part().begin() == ClosePart.Begin.FLUSH;
    boolean worker = actor.part().begin() == ClosePart.Begin.WORKER || held.contains(DELAYED);
    List<String> steps = new ArrayList<>();
    List<String> events = actor.held().stream().filter(key -> !isLock(key)).toList();
    boolean all = actor.inside() || worker;
    steps.addAll(all ? around(actor, asking(actor), events) : asking(actor));
    systems.add(
        "  fs_%d { %s = %s }"
            .formatted(systems.size() + 1, flush ? "flush" : "release", list(steps)));
    mounts.add("  mount_%d { filesystem = fs_%d }".formatted(systems.size(), systems.size()));
    String drop = flush || actor.part().begin() == ClosePart.Begin.TASK_WORK ? "close " : "fput ";
    List<String> own = new ArrayList<>();
    own.add("open " + file + " on mount_" + systems.size());
    List<String> last = List.of(drop + file);
    List<String> locks = actor.held().stream().filter(this::isLock).toList();
    List<String> dropped = around(actor, last, all ? locks : List.of());
    own.addAll(dropped.get(0).equals(PAUSE) ? dropped.subList(1, dropped.size()) : dropped);
    if (worker) {
      task(actor, "kthread", own);
    } else {
      runs(actor, held, own);
    }
  }

  /** {@code middle} with what the actor has taken before and given back behind, but for some. */
  private List<String> around(ChainActor actor, List<String> middle, List<String> without) {
    List<String> steps = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String key : actor.held()) {
      boolean others = ownAlone.contains(key) && !key.equals(actor.wanted());
      if (without.contains(key) || key.contains(DELAYED) || others) {
        continue;
      }
      if (isLock(key)) {
        steps.add(lock(key, "rwsem-write"));
        after.add(0, unlock(key, "rwsem-write"));
      } else if (isEvent(key)) {
        after.add("complete_all " + names.of(key));
      }
    }
    steps.add(PAUSE);
    steps.addAll(middle);
    steps.addAll(after);
    return steps;
  }

  private boolean isLock(String key) {
    return WaitCause.isLock(kinds.getOrDefault(key, ""));
  }

  private boolean isEvent(String key) {
    return !isLock(key) && !isWork(key) && !isQueue(key);
  }

  private List<String> asking(ChainActor actor) {
    String key = actor.wanted();
    if (actor.asks().equals("io")) {
      return List.of("io 1h");
    }
    if (isLock(key)) {
      return List.of(lock(key, actor.asks()), unlock(key, actor.asks()));
    }
    if (isQueue(key)) {
      return List.of("flush_workqueue " + queue(key));
    }
    if (isWork(key)) {
      return List.of(
          key.contains(DELAYED) ? "flush_workqueue events" : "flush_work " + declare(key));
    }
    return List.of("wait_for_completion " + names.of(key));
  }

  private String lock(String key, String asks) {
    boolean rwsem = kinds.getOrDefault(key, "").startsWith("rwsem");
    String word = !rwsem ? "mutex_lock" : asks.equals("rwsem-read") ? "down_read" : "down_write";
    return word + " " + names.of(key);
  }

  private String unlock(String key, String asks) {
    boolean rwsem = kinds.getOrDefault(key, "").startsWith("rwsem");
    String word = !rwsem ? "mutex_unlock" : asks.equals("rwsem-read") ? "up_read" : "up_write";
    return word + " " + names.of(key);
  }

  private String declare(String key) {
    return names.of(key);
  }

  private void work(ChainActor actor, String key, List<String> steps) {
    String name = declare(key);
    known.add(key);
    String queue = queueOf.getOrDefault(key, "");
    works.add(comment(actor));
    works.add(
        "  %s {%s run = %s }"
            .formatted(name, queue.isEmpty() ? "" : " queue = " + queue + ",", list(steps)));
    tasks.add("  # somebody queues it");
    tasks.add("  queues_%s { context = kthread, run = [ queue_work %s ] }".formatted(name, name));
  }

  private void task(ChainActor actor, String context, List<String> steps) {
    String count = actor.count() == 1 ? "" : ", count = " + actor.count();
    tasks.add(comment(actor));
    tasks.add(
        "  task_%d { context = %s%s, run = %s }"
            .formatted(tasks.size(), context, count, list(steps)));
  }

  private static String list(List<String> steps) {
    return "[ " + String.join(", ", steps) + " ]";
  }

  private String comment(ChainActor actor) {
    String close = actor.part().isClose() ? ", closing (" + actor.part().begin().word() + ")" : "";
    String in = actor.in().isEmpty() ? "" : ", in " + actor.in();
    return ("  # "
            + actor.who()
            + in
            + close
            + ": "
            + actor.knownBy().word()
            + (ownAlone.contains(actor.wanted()) && waitsForItself(actor)
                ? ". It has what it asks for: a completion stands for " + actor.wanted()
                : "")
            + (actor.asks().equals("io") ? ". Fill in how long this takes: " + actor.wanted() : ""))
        .replaceAll("[\\p{Cntrl}]", " ");
  }

  private String text(String kernel) {
    StringBuilder text = new StringBuilder();
    text.append("title    = \"a chain that a kernel's log shows\"\n");
    text.append(
        "story    = \"\"\"\n  What tasks had and asked for when they hung, as read from a log");
    text.append(kernel.isEmpty() ? "" : " of Linux " + kernel.replace("\"", "")).append(".\n");
    text.append(
        "  How long steps take is made up; what was inferred or guessed says so.\n  \"\"\"\n");
    text.append("duration = 10s\nseed     = 1\n\n");
    block(text, "filesystems", systems);
    block(text, "mounts", mounts);
    unknownWorks();
    unknownQueues();
    block(text, "works", works);
    block(text, "tasks", tasks);
    text.append(
        "# expect { }: fputlab compare tells the verdicts; write here those that you hold to\n");
    return text.toString();
  }

  /** Work that somebody waits for, of which the log does not show what it does. */
  private void unknownWorks() {
    for (ChainActor actor : actors) {
      String key = actor.wanted();
      if (isWork(key) && !key.contains(DELAYED) && known.add(key)) {
        String queue = queueOf.getOrDefault(key, "");
        works.add("  # what it does the log does not show: fill in");
        works.add(
            "  %s {%s run = [ %s ] }"
                .formatted(names.of(key), queue.isEmpty() ? "" : " queue = " + queue + ",", PAUSE));
      }
    }
  }

  /** Queues that somebody flushes, of which no item is known. */
  private void unknownQueues() {
    for (ChainActor actor : actors) {
      String queue = isQueue(actor.wanted()) ? queue(actor.wanted()) : "";
      boolean used =
          queue.equals("events")
              || works.stream().anyMatch(work -> work.contains(" queue = " + queue + ","));
      if (!queue.isEmpty() && !used) {
        works.add("  # what the queue runs the log does not show: fill in");
        works.add(
            "  %s { queue = %s, run = [ %s ] }"
                .formatted(names.of("an item of " + actor.wanted()), queue, PAUSE));
      }
    }
  }

  private static void block(StringBuilder text, String name, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(name).append(" {\n");
      lines.forEach(line -> text.append(line).append('\n'));
      text.append("}\n\n");
    }
  }
}
