package org.fputlab.scenario;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.Effect;
import org.fputlab.scenario.text.Problems;

/**
 * The references that a program has, at each of its steps, to the files that it opens itself: what
 * it drops it must have. Files that all tasks know are not counted, since others drop them too.
 */
final class FileBalance {

  private final Map<String, List<Program.Placed>> paths;
  private final Collection<String> opened;
  private final Problems problems;
  private final Map<String, Integer> references = new LinkedHashMap<>();
  private final Map<String, Integer> mappings = new LinkedHashMap<>();
  private int steps;

  /**
   * @param paths the steps of the paths that the program calls
   * @param opened the files that the program opens itself
   * @param given the file that it is handed, with one reference, or ""
   */
  FileBalance(
      Map<String, List<Program.Placed>> paths,
      Collection<String> opened,
      String given,
      Problems problems) {
    this.paths = paths;
    this.opened = opened;
    this.problems = problems;
    if (!given.isEmpty()) {
      references.put(given, 1);
    }
  }

  void check(List<Program.Placed> program) {
    for (Program.Placed each : program) {
      if (++steps > LockBalance.MOST_STEPS) {
        return;
      }
      each.step().effects().forEach(effect -> effect(each, effect));
    }
  }

  private void effect(Program.Placed each, Effect effect) {
    if (effect instanceof Effect.Calls call) {
      check(paths.getOrDefault(call.path().function(), List.of()));
    } else if (effect instanceof Effect.Branches fork) {
      branch(each, fork);
    } else if (effect instanceof Effect.Opens open) {
      references.put(open.file(), 1);
    } else if (effect instanceof Effect.Gets get) {
      change(each, get.file(), 1);
    } else if (effect instanceof Effect.Uses use) {
      change(each, use.file(), 0);
    } else if (effect instanceof Effect.Puts put) {
      change(each, put.file(), -1);
    } else if (effect instanceof Effect.Queues queued && !queued.file().isEmpty()) {
      change(each, queued.file(), -1);
    } else if (effect instanceof Effect.Maps map) {
      change(each, map.file(), 1);
      mappings.merge(map.file() + " " + map.mm(), 1, Integer::sum);
    } else if (effect instanceof Effect.Unmaps unmap) {
      unmap(each, unmap);
    }
  }

  /** After it no more references count than are left on either way. */
  private void branch(Program.Placed each, Effect.Branches fork) {
    Map<String, Integer> filesBefore = new LinkedHashMap<>(references);
    Map<String, Integer> mappingsBefore = new LinkedHashMap<>(mappings);
    fork.then().forEach(effect -> effect(each, effect));
    Map<String, Integer> filesThen = replace(references, filesBefore);
    Map<String, Integer> mappingsThen = replace(mappings, mappingsBefore);
    fork.otherwise().forEach(effect -> effect(each, effect));
    keepFewest(references, filesThen);
    keepFewest(mappings, mappingsThen);
  }

  private static Map<String, Integer> replace(
      Map<String, Integer> counts, Map<String, Integer> by) {
    Map<String, Integer> old = new LinkedHashMap<>(counts);
    counts.clear();
    counts.putAll(by);
    return old;
  }

  private static void keepFewest(Map<String, Integer> counts, Map<String, Integer> others) {
    counts.replaceAll((file, count) -> Math.min(count, others.getOrDefault(file, 0)));
    others.keySet().forEach(file -> counts.putIfAbsent(file, 0));
  }

  private void unmap(Program.Placed each, Effect.Unmaps unmap) {
    if (!references.containsKey(unmap.file())) {
      return;
    }
    if (mappings.merge(unmap.file() + " " + unmap.mm(), -1, Integer::sum) < 0) {
      refuse(each, unmap.file() + " is not mapped into " + unmap.mm() + " here", "Mmap it first");
    } else {
      change(each, unmap.file(), -1);
    }
  }

  private void change(Program.Placed each, String file, int by) {
    Integer left = references.get(file);
    if (left == null && opened.contains(file)) {
      refuse(each, file + " is opened only later", "Put the open before it");
    } else if (left != null && left <= 0) {
      refuse(
          each,
          "no reference to " + file + " is left here",
          "Each open gives one, each get_file and mmap one more");
    } else if (left != null) {
      references.put(file, left + by);
    }
  }

  private void refuse(Program.Placed at, String rule, String hint) {
    StepLine line = at.line();
    problems.add(line.where(), line.key(), line.text(), rule, hint);
  }
}
