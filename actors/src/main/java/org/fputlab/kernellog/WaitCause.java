package org.fputlab.kernellog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stack says that its task waits for.
 *
 * @param role the table's word for the kind, or {@code unknown}
 * @param what the thing, as part of a sentence
 * @param in the function that asks for it, or ""
 * @param lock the lock's name where the table has one, or ""
 * @param source where the table has it from, or ""
 */
public record WaitCause(String role, String what, String in, String lock, String source) {

  /**
   * What a stack says, or null where it is empty or of a task that runs. Where the kernel was sure
   * of nothing, functions that the table does not know may be left of earlier calls.
   */
  static @Nullable WaitCause of(List<StackFrame> calls, FunctionTable table) {
    boolean doubtful = calls.stream().noneMatch(StackFrame::sure);
    for (int i = 0; doubtful && i < calls.size(); i++) {
      FunctionTable.Entry entry = table.waits(calls.get(i));
      if (entry != null && !entry.role().equals("skip")) {
        return of(calls, i, entry, table);
      }
    }
    for (int i = 0; i < calls.size(); i++) {
      FunctionTable.Entry entry = table.waits(calls.get(i));
      String role = entry == null ? "unknown" : entry.role();
      if (!role.equals("skip")) {
        return of(calls, i, entry, table);
      }
    }
    return null;
  }

  private static WaitCause of(
      List<StackFrame> calls, int at, FunctionTable.@Nullable Entry entry, FunctionTable table) {
    String function = calls.get(at).source();
    if (entry == null) {
      return new WaitCause("unknown", "something in " + function, function, "", "");
    }
    if (isLock(entry.role())) {
      return lock(calls, at, entry, table);
    }
    if (entry.role().equals("page")) {
      return page(calls, at, entry, table);
    }
    int outer = at;
    while (outer + 1 < calls.size() && goesOn(entry, table.waits(calls.get(outer + 1)))) {
      outer++;
    }
    boolean sure = calls.get(at).sure();
    String asks = outer + 1 < calls.size() ? calls.get(outer + 1).source() : function;
    String caller = sure ? asks : "";
    return new WaitCause(entry.role(), entry.what(), caller, "", entry.source());
  }

  private static boolean goesOn(FunctionTable.Entry one, FunctionTable.@Nullable Entry next) {
    return next != null && (next.role().equals(one.role()) || next.role().equals("skip"));
  }

  static boolean isLock(String role) {
    return role.equals("mutex") || role.startsWith("rwsem") || role.equals("semaphore");
  }

  private static WaitCause lock(
      List<StackFrame> calls, int at, FunctionTable.Entry entry, FunctionTable table) {
    int caller = at;
    String name = "";
    for (int i = at; i < calls.size() && i <= caller; i++) {
      FunctionTable.Entry further = table.waits(calls.get(i));
      boolean inner = further != null && (isLock(further.role()) || further.role().equals("skip"));
      caller = inner ? i + 1 : caller;
      FunctionTable.Entry named = table.lock(calls.get(i));
      name = name.isEmpty() && named != null ? named.what() : name;
    }
    FunctionTable.Entry outer = caller < calls.size() ? table.waits(calls.get(caller)) : null;
    if (outer != null && outer.role().equals("freeze")) {
      return of(calls, caller, outer, table);
    }
    String in = caller < calls.size() ? calls.get(caller).source() : "";
    return new WaitCause(entry.role(), entry.what(), in, name, entry.source());
  }

  private static WaitCause page(
      List<StackFrame> calls, int at, FunctionTable.Entry entry, FunctionTable table) {
    String in = "";
    for (int i = at + 1; i < calls.size(); i++) {
      FunctionTable.Entry further = table.waits(calls.get(i));
      if (in.isEmpty() && (further == null || !goesOn(entry, further))) {
        in = calls.get(i).source();
      }
      FunctionTable.Entry owner = table.owner(calls.get(i));
      if (owner != null) {
        String what = owner.role().equals("io") ? entry.what() : owner.what();
        return new WaitCause(owner.role(), what, calls.get(i).source(), "", owner.source());
      }
    }
    return new WaitCause("io", entry.what(), in, "", entry.source());
  }

  /** Whether it asks for a share only. */
  public boolean reads() {
    return role.equals("rwsem-read") || role.equals("freeze");
  }

  /** Whether the task has nothing to do, or sleeps because it wants to. */
  boolean isIdle() {
    return role.equals("idle") || role.equals("timer");
  }
}
