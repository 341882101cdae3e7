package org.fputlab.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;

/**
 * The locks that a program holds at each of its steps: what it drops it must have taken, and at its
 * end it holds nothing. Semaphores have no owner and are not counted.
 */
final class LockBalance {

  /** Calls of calls may multiply; a program this long could not be run either. */
  private static final int MOST_STEPS = 10_000;

  private final Map<String, List<Program.Placed>> paths;
  private final Problems problems;
  private final Map<LockName, Program.Placed> held = new LinkedHashMap<>();
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
                taken,
                lock + " is still held at the end",
                "Add " + drop(taken) + " " + shown(lock)));
  }

  private void walk(List<Program.Placed> placed) {
    for (Program.Placed each : placed) {
      if (++steps > MOST_STEPS) {
        if (steps == MOST_STEPS + 1) {
          refuse(each, "makes a run of more than " + MOST_STEPS + " steps", "");
        }
        return;
      }
      if (each.step() instanceof Step.Acquire taken) {
        take(each, taken);
      } else if (each.step() instanceof Step.Release dropped) {
        drop(each, dropped);
      } else if (each.step() instanceof Step.Call call) {
        walk(paths.getOrDefault(call.path().function(), List.of()));
      }
    }
  }

  private void take(Program.Placed each, Step.Acquire taken) {
    if (isSemaphore(taken.word())) {
      return;
    }
    Program.Placed earlier = held.putIfAbsent(taken.lock(), each);
    if (earlier != null) {
      refuse(
          each,
          "takes " + taken.lock() + " again, held since line " + earlier.line().where().line(),
          "It would wait for itself");
    }
  }

  private void drop(Program.Placed each, Step.Release dropped) {
    if (isSemaphore(dropped.word())) {
      return;
    }
    Program.Placed taken = held.remove(dropped.lock());
    if (taken == null) {
      refuse(each, "drops " + dropped.lock() + ", which is not held here", "");
    } else if (!drop(taken).equals(dropped.word())) {
      refuse(
          each,
          dropped.lock() + " was taken by " + word(taken),
          "Write " + drop(taken) + " " + shown(dropped.lock()));
    }
  }

  private static boolean isSemaphore(String word) {
    return Sleeping.plain(word).equals("down") || word.equals("up");
  }

  private static String word(Program.Placed taken) {
    return ((Step.Acquire) taken.step()).word();
  }

  /** The word that drops what this step has taken. */
  private static String drop(Program.Placed taken) {
    return switch (Sleeping.plain(word(taken))) {
      case "down_read" -> "up_read";
      case "down_write" -> "up_write";
      case "sb_start_write" -> "sb_end_write";
      case "sb_start_pagefault" -> "sb_end_pagefault";
      case "sb_start_intwrite" -> "sb_end_intwrite";
      default -> "mutex_unlock";
    };
  }

  private static String shown(LockName lock) {
    return LockWords.isFreezeLevel(lock.word()) ? lock.instance() : lock.toString();
  }

  private void refuse(Program.Placed at, String rule, String hint) {
    StepLine line = at.line();
    problems.add(line.where(), line.key(), line.text(), rule, hint);
  }
}
