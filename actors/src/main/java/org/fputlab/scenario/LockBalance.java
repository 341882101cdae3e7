package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.Effect;
import org.fputlab.model.LockName;
import org.fputlab.scenario.text.Problems;

/**
 * The locks that a program holds at each of its steps: what it drops it must have taken, and at its
 * end it holds nothing. Semaphores have no owner and are not counted.
 */
final class LockBalance {

  /** Calls of calls may multiply; a program this long could not be run either. */
  static final int MOST_STEPS = 10_000;

  private static final String DROP =
      "Write then call P, where paths.P ends with giving it back, or else STEP that takes it too";

  private static final String TAKE = "Give it back in what follows else, or keep it after then too";

  /** They are thawed by whoever froze them, in however many steps. */
  private static final String FREEZES = "freeze_processes";

  private record Held(Program.Placed at, Effect.Takes by) {}

  private final Map<String, List<Program.Placed>> paths;
  private final Problems problems;
  private final Map<LockName, Held> held = new LinkedHashMap<>();

  /**
   * The sections that forbid to sleep, by the words that begin them, and how deep it is in each.
   */
  private final Map<String, Integer> sections = new LinkedHashMap<>();

  private final Map<String, String> ends = new LinkedHashMap<>();
  private int steps;

  /**
   * @param paths the steps of the paths that the program calls
   */
  LockBalance(Map<String, List<Program.Placed>> paths, Problems problems) {
    this.paths = paths;
    this.problems = problems;
  }

  void check(List<Program.Placed> program) {
    walk(program);
    held.forEach(
        (lock, taken) ->
            refuse(
                taken.at(),
                lock + " is still held at the end",
                "Add " + taken.by().givenBackBy() + " " + shown(lock)));
    Program.Placed last = program.isEmpty() ? null : program.get(program.size() - 1);
    sections.forEach(
        (word, deep) -> {
          if (deep > 0 && last != null) {
            refuse(last, word + " is not ended by the end", "Add " + ends.get(word));
          }
        });
  }

  private void walk(List<Program.Placed> placed) {
    for (Program.Placed each : placed) {
      if (++steps > MOST_STEPS) {
        if (steps == MOST_STEPS + 1) {
          refuse(each, "makes a run of more than " + MOST_STEPS + " steps", "");
        }
        return;
      }
      each.step().effects().forEach(effect -> effect(each, effect));
    }
  }

  private void effect(Program.Placed each, Effect effect) {
    if (effect instanceof Effect.Takes taken) {
      take(each, taken);
    } else if (effect instanceof Effect.GivesBack dropped) {
      drop(each, dropped);
    } else if (effect instanceof Effect.Calls call) {
      walk(paths.getOrDefault(call.path().function(), List.of()));
    } else if (effect instanceof Effect.Branches fork) {
      branch(each, fork);
    } else if (effect instanceof Effect.EntersAtomic begun) {
      ends.put(begun.word(), begun.end());
      sections.merge(begun.word(), 1, Integer::sum);
    } else if (effect instanceof Effect.LeavesAtomic ended) {
      leave(each, ended.begin());
    } else if (effect instanceof Effect.StopsReclaim begun) {
      ends.put(begun.word(), begun.end());
      sections.merge(begun.word(), 1, Integer::sum);
    } else if (effect instanceof Effect.LetsReclaim ended) {
      leave(each, ended.begin());
    } else if (effect instanceof Effect.FreezesTasks) {
      ends.put(FREEZES, "thaw_processes");
      sections.put(FREEZES, 1);
    } else if (effect instanceof Effect.ThawsTasks) {
      sections.put(FREEZES, 0);
    }
  }

  private void leave(Program.Placed each, String begin) {
    if (sections.merge(begin, -1, Integer::sum) < 0) {
      sections.put(begin, 0);
      refuse(each, "ends what no " + begin + " began here", "");
    }
  }

  /** Whichever way it goes, what is held afterwards must be the same. */
  private void branch(Program.Placed each, Effect.Branches fork) {
    Map<LockName, Held> before = new LinkedHashMap<>(held);
    Map<String, Integer> sectionsBefore = new LinkedHashMap<>(sections);
    fork.then().forEach(effect -> effect(each, effect));
    Map<LockName, Held> then = new LinkedHashMap<>(held);
    Map<String, Integer> sectionsThen = new LinkedHashMap<>(sections);
    held.clear();
    held.putAll(before);
    sections.clear();
    sections.putAll(sectionsBefore);
    fork.otherwise().forEach(effect -> effect(each, effect));
    sectionsThen.keySet().forEach(word -> sections.putIfAbsent(word, 0));
    sections.forEach(
        (word, deep) -> {
          if (!deep.equals(sectionsThen.getOrDefault(word, 0))) {
            refuse(each, word + " is ended on one way and not on the other", "");
          }
        });
    then.keySet().stream()
        .filter(lock -> !held.containsKey(lock))
        .forEach(lock -> refuse(each, lock + " is held after it only if it succeeds", DROP));
    held.keySet().stream()
        .filter(lock -> !then.containsKey(lock))
        .forEach(lock -> refuse(each, lock + " is held after it only if it fails", TAKE));
    held.keySet().retainAll(then.keySet());
  }

  private void take(Program.Placed each, Effect.Takes taken) {
    Held earlier = held.putIfAbsent(taken.lock(), new Held(each, taken));
    if (earlier != null) {
      refuse(
          each,
          "takes " + taken.lock() + " again, held since line " + earlier.at().line().where().line(),
          whyNotAgain(earlier.by(), taken));
    }
  }

  /** A reader alone gets an rwsem again: down_read (kernel/locking/rwsem.c, v6.6). */
  private static String whyNotAgain(Effect.Takes earlier, Effect.Takes again) {
    boolean onlyReads = earlier.shared() && again.shared();
    if (again.tries()) {
      return onlyReads ? "Leave it out: it is held already" : "It would never succeed";
    }
    if (!onlyReads) {
      return "It would wait for itself";
    }
    String between = LockKinds.isFreezeLevel(again.lock().word()) ? "freeze" : "writer";
    return "A %s that comes between waits for the first, and the second for the %s"
        .formatted(between, between);
  }

  private void drop(Program.Placed each, Effect.GivesBack dropped) {
    Held taken = held.remove(dropped.lock());
    if (taken == null) {
      refuse(each, "drops " + dropped.lock() + ", which is not held here", "");
    } else if (!taken.by().givenBackBy().equals(dropped.word())) {
      refuse(
          each,
          dropped.lock() + " was taken by " + taken.by().word(),
          "Write " + taken.by().givenBackBy() + " " + shown(dropped.lock()));
    }
  }

  private static String shown(LockName lock) {
    return LockKinds.isFreezeLevel(lock.word()) ? lock.instance() : lock.toString();
  }

  private void refuse(Program.Placed at, String rule, String hint) {
    StepLine line = at.line();
    problems.add(line.where(), line.key(), line.text(), rule, hint);
  }
}
