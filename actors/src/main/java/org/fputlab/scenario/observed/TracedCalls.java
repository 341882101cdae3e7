package org.fputlab.scenario.observed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The calls of a trace, one stack for each task, and the durations of those that have a part in a
 * close. A close within a close is told, not counted: its time is in that of the outer one.
 *
 * <p>Durations are the kernel's own. Where lines were lost, a function that is left is matched with
 * its entry by depth; one whose name is not known is left out.
 */
final class TracedCalls {

  private record Call(int depth, String function, Part part) {}

  private record Who(Part part, Caller caller, String label) {}

  /** So many closes without a beginning are no accident. */
  private static final long SURELY_NO_CHANCE = 10;

  static final String NO_ENTRY = "ends of functions whose beginning is missing";

  private static final Set<String> BY_USERS =
      Set.of("____fput", "task_work_run", "fput_close_sync", "__x64_sys_close", "do_exit");

  private final Reading reading;
  private final Map<String, Deque<Call>> stacks = new LinkedHashMap<>();
  private final Map<Who, Durations> seen = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private long nested;
  private long endless;
  private long closed;
  private long begun;
  private long calls;

  TracedCalls(Reading reading) {
    this.reading = reading;
  }

  /**
   * A line of the trace.
   *
   * @param who whose stack it is: as in {@code nfsd-1234}, or any name where the task is not known
   */
  void take(Line line, String who, GraphCall call) {
    calls++;
    String task = number(who);
    Deque<Call> stack = stacks.computeIfAbsent(task, key -> new ArrayDeque<>());
    switch (call.kind()) {
      case ENTER -> {
        unwind(stack, call.depth());
        stack.push(new Call(call.depth(), call.function(), partOf(call.function())));
      }
      case LEAF -> {
        unwind(stack, call.depth());
        begun += call.function().equals(Part.CLOSE.example()) ? 1 : 0;
        done(stack, task, call.function(), call.nanos());
      }
      case LEAVE -> leave(line, stack, task, call);
    }
  }

  /** A task's number; its name may be missing in some lines, or cut. */
  private String number(String who) {
    int dash = who.lastIndexOf('-');
    if (dash < 0) {
      return who;
    }
    String number = who.substring(dash + 1);
    String name = who.substring(0, dash).strip();
    if (!name.equals("<...>")) {
      names.merge(number, name, (one, other) -> other.length() > one.length() ? other : one);
    }
    return number;
  }

  /** {@code Part.HANDOVER} stands for all that has no part. */
  private static Part partOf(String function) {
    Part part = Part.of(function);
    return part == null ? Part.HANDOVER : part;
  }

  private void leave(Line line, Deque<Call> stack, String task, GraphCall call) {
    unwind(stack, call.depth() + 1);
    Call entered = stack.peek();
    boolean matches = entered != null && entered.depth == call.depth();
    if (matches && entered != null) {
      begun += entered.part == Part.CLOSE ? 1 : 0;
      stack.pop();
    }
    String function =
        call.function().isEmpty() && matches && entered != null
            ? entered.function
            : call.function();
    if (function.isEmpty()) {
      reading.skip(NO_ENTRY, line);
      return;
    }
    done(stack, task, function, call.nanos());
  }

  /** Forgets calls at {@code depth} and below: their ends are missing. */
  private void unwind(Deque<Call> stack, int depth) {
    while (!stack.isEmpty() && stack.element().depth >= depth) {
      endless += stack.pop().part == Part.CLOSE ? 1 : 0;
    }
  }

  private void done(Deque<Call> callers, String task, String function, long nanos) {
    Part part = partOf(function);
    if (part == Part.HANDOVER || (part == Part.RELEASE && within(callers, Part.HANDOVER))) {
      return; // in a trace of everything, many functions are called so that release no file
    }
    if (within(callers, part)) {
      nested += part == Part.CLOSE ? 1 : 0;
      return;
    }
    closed += part == Part.CLOSE ? 1 : 0;
    String label = part == Part.RELEASE ? function : "";
    Who who = new Who(part, caller(callers, task, function), label);
    seen.computeIfAbsent(who, key -> new Durations()).add(nanos);
  }

  private static boolean within(Deque<Call> callers, Part part) {
    return callers.stream().anyMatch(call -> call.part == part);
  }

  private Caller caller(Deque<Call> callers, String task, String function) {
    Caller named = Caller.ofTask(names.getOrDefault(task, ""));
    if (named == Caller.NFSD) {
      return named;
    }
    for (Call call : callers) {
      if (call.part == Part.BATCH) {
        return Caller.WORKER;
      }
      if (BY_USERS.contains(call.function)) {
        return Caller.USER;
      }
    }
    if (BY_USERS.contains(function)) {
      return Caller.USER;
    }
    boolean syncs = callers.stream().anyMatch(call -> call.part == Part.WRAPPER);
    return syncs ? Caller.UNKNOWN : named;
  }

  /** Events were lost: what is still open may never be seen to end. */
  void lost() {
    stacks.values().forEach(stack -> unwind(stack, 0));
  }

  /** What was seen as {@code from} is {@code who}. */
  void rename(String from, String who) {
    Deque<Call> stack = stacks.remove(from);
    if (stack != null) {
      stacks.put(number(who), stack);
    }
  }

  long calls() {
    return calls;
  }

  /** Tells the reading what was measured. */
  void end(String kind, OptionalLong span) throws NotUsable {
    if (closed >= SURELY_NO_CHANCE && begun == 0) {
      throw new NotUsable(
          "%s: none of %s has its beginning in the trace. With tracing_thresh short ones are left out: trace without it."
              .formatted(reading.file(), Words.count(closed, "close", "closes")));
    }
    List<Observed> all = new ArrayList<>();
    boolean closes = closed > 0;
    for (Map.Entry<Who, Durations> each : seen.entrySet()) {
      Who who = each.getKey();
      boolean inner = closes && (who.part == Part.WRAPPER || who.part == Part.RELEASE);
      if (!inner) {
        all.add(new Observed(who.part, who.caller, who.label, each.getValue().histogram()));
      }
    }
    remarks();
    if (!all.isEmpty()) {
      reading.add(kind, all, span, /* eachSeen= */ true);
    }
  }

  private void remarks() {
    if (nested > 0) {
      reading.remark(
          "%s ran within others: not counted, as their time is in that of the outer ones"
              .formatted(Words.count(nested, "close", "closes")));
    }
    long lost = endless;
    for (Deque<Call> stack : stacks.values()) {
      lost += stack.stream().filter(call -> call.part == Part.CLOSE).count();
    }
    if (lost > 0) {
      reading.remark(
          "the end of %s is not in the trace; not counted, and perhaps the longest"
              .formatted(Words.count(lost, "close", "closes")));
    }
  }
}
