package org.fputlab.scenario;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.model.Step;

/**
 * The references that a program has, at each of its steps, to the files that it opens itself: what
 * it drops it must have. Files that all tasks know are not counted, since others drop them too.
 */
final class FileBalance {

  /** As many as {@link LockBalance} follows. */
  private static final int MOST_STEPS = 10_000;

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
      if (++steps > MOST_STEPS) {
        return;
      }
      if (each.step() instanceof Step.Call call) {
        check(paths.getOrDefault(call.path().function(), List.of()));
      } else {
        step(each);
      }
    }
  }

  private void step(Program.Placed each) {
    Step step = each.step() instanceof Step.Retry retry ? retry.step() : each.step();
    if (step instanceof Step.Open open) {
      references.put(open.file(), 1);
    } else if (step instanceof Step.GetFile get) {
      change(each, get.file(), 1);
    } else if (step instanceof Step.Mmap map) {
      change(each, map.file(), 1);
      mappings.merge(map.file() + " " + map.mm(), 1, Integer::sum);
    } else if (step instanceof Step.Munmap unmap) {
      unmap(each, unmap);
    } else if (step instanceof Step.Send send) {
      change(each, send.file(), 0);
      change(each, send.socket(), 0);
    } else if (step instanceof Step.Unlink unlink) {
      change(each, unlink.file(), 0);
    } else if (!dropped(step).isEmpty()) {
      change(each, dropped(step), -1);
    }
  }

  /** The file that a step drops a reference to, or "". */
  static String dropped(Step step) {
    if (step instanceof Step.Close close) {
      return close.file();
    } else if (step instanceof Step.Fput put) {
      return put.file();
    } else if (step instanceof Step.FputSync put) {
      return put.file();
    } else if (step instanceof Step.FputBounded put) {
      return put.file();
    } else if (step instanceof Step.QueueWorkWithFile queued) {
      return queued.file();
    } else if (step instanceof Step.NfsdFilePut put) {
      return put.file();
    }
    return "";
  }

  private void unmap(Program.Placed each, Step.Munmap unmap) {
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
