package org.fputlab.scenario.observed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
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

  static final String NO_ENTRY = "ends of functions whose beginning is missing";

  private static final Set<String> BY_USERS =
      Set.of("____fput", "task_work_run", "fput_close_sync", "__x64_sys_close", "do_exit");

  private final Reading reading;
  private final Map<String, Deque<Call>> stacks = new LinkedHashMap<>();
  private final Map<Who, Durations> seen = new LinkedHashMap<>();
  private long nested;
  private long closed;
  private long calls;

  TracedCalls(Reading reading) {
    this.reading = reading;
  }

  /**
   * A line of the trace.
   *
   * @param task a name for the stack; if it is known, as in {@code nfsd-1234}
   */
  void take(Line line, String task, GraphCall call) {
    calls++;
    Deque<Call> stack = stacks.computeIfAbsent(task, key -> new ArrayDeque<>());
    switch (call.kind()) {
      case ENTER -> {
        unwind(stack, call.depth());
        stack.push(new Call(call.depth(), call.function(), partOf(call.function())));
      }
      case LEAF -> {
        unwind(stack, call.depth());
        done(stack, task, call.function(), call.nanos());
      }
      case LEAVE -> leave(line, stack, task, call);
    }
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
    if (matches) {
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
  private static void unwind(Deque<Call> stack, int depth) {
    while (!stack.isEmpty() && stack.element().depth >= depth) {
      stack.pop();
    }
  }

  private void done(Deque<Call> callers, String task, String function, long nanos) {
    Part part = partOf(function);
    if (part == Part.HANDOVER) {
      return;
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

  private static Caller caller(Deque<Call> callers, String task, String function) {
    int dash = task.lastIndexOf('-');
    Caller named = Caller.ofTask(dash > 0 ? task.substring(0, dash) : "");
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
    stacks.values().forEach(Deque::clear);
  }

  /** What was seen as {@code from} goes on as {@code to}. */
  void rename(String from, String to) {
    Deque<Call> stack = stacks.remove(from);
    if (stack != null) {
      stacks.put(to, stack);
    }
  }

  long calls() {
    return calls;
  }

  /** Tells the reading what was measured. */
  void end(String kind, OptionalLong span) {
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
          nested
              + " closes ran within others; their time is in that of the outer ones, and they are"
              + " not counted");
    }
    long open = 0;
    for (Deque<Call> stack : stacks.values()) {
      for (Iterator<Call> calls = stack.iterator(); calls.hasNext(); ) {
        open += calls.next().part == Part.CLOSE ? 1 : 0;
      }
    }
    if (open > 0) {
      reading.remark(
          open
              + " closes had not ended when the trace did; they may be the longest, and are not in it");
    }
  }
}
