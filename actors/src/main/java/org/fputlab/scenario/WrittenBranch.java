package org.fputlab.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Branch;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/**
 * How a step says that it goes on: {@code [then STEP] [else STEP]}. Several steps stand in
 * brackets, as in {@code then ( cpu 1us ; up slots )}, and may branch again there.
 */
final class WrittenBranch {

  private final StepLine line;
  private final Program program;

  WrittenBranch(StepLine line, Program program) {
    this.line = line;
    this.program = program;
  }

  /** Takes all words that are left. */
  Branch read(Deque<String> words) throws BadValue {
    Deque<String> then = new ArrayDeque<>();
    if ("then".equals(words.peek())) {
      words.remove();
      while (!words.isEmpty() && !words.element().equals("else")) {
        then.add(words.remove());
      }
      requireStep(then, "then");
    }
    Deque<String> otherwise = new ArrayDeque<>();
    if ("else".equals(words.peek())) {
      words.remove();
      otherwise.addAll(words);
      words.clear();
      requireStep(otherwise, "else");
    }
    return new Branch(steps(then), steps(otherwise));
  }

  private static void requireStep(Deque<String> step, String word) throws BadValue {
    if (step.isEmpty()) {
      throw new BadValue(
          "needs a step after " + word, "To do nothing then, leave " + word + " out");
    }
  }

  private List<Step> steps(Deque<String> written) throws BadValue {
    if (written.isEmpty()) {
      return List.of();
    }
    String first = written.element();
    return written.size() == 1 && first.startsWith("(") && first.endsWith(")")
        ? each(first.substring(1, first.length() - 1))
        : List.of(single(written));
  }

  /** The semicolons of inner brackets are theirs. */
  private List<Step> each(String within) throws BadValue {
    List<Step> steps = new ArrayList<>();
    int depth = 0;
    int from = 0;
    String text = within + ";";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ';' && depth == 0) {
        steps.add(step(WrittenArguments.split(text.substring(from, i))));
        from = i + 1;
      }
    }
    return steps;
  }

  private Step step(Deque<String> written) throws BadValue {
    if (written.isEmpty()) {
      throw new BadValue("has an empty step in its brackets", "Write ( STEP ; STEP )");
    }
    String word = written.remove();
    return StepTable.make(word, new WrittenArguments(written, line, program));
  }

  private Step single(Deque<String> written) throws BadValue {
    String word = written.element();
    Step step = step(written);
    if (step.effects().stream().anyMatch(Effect.Branches.class::isInstance)) {
      throw new BadValue(
          "branches to " + word + ", which branches again", "Put it in a path, and call that");
    }
    return step;
  }
}
