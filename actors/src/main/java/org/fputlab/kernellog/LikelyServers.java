package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tasks of a log may be the daemon or the kernel thread that another waits for. */
final class LikelyServers {

  /** Shorter beginnings of names say nothing. */
  private static final int LETTERS_THAT_TELL = 4;

  private final Map<SeenTask, WaitCause> causes;
  private final FunctionTable table;

  LikelyServers(Map<SeenTask, WaitCause> causes, FunctionTable table) {
    this.causes = causes;
    this.table = table;
  }

  /** Tasks that may be the daemon of a name: by their own name, or as they wait for its client. */
  Set<SeenTask> daemons(String what) {
    Set<SeenTask> daemons = new LinkedHashSet<>();
    for (SeenTask other : causes.keySet()) {
      FunctionTable.Entry entry = table.daemon(other.task().comm());
      boolean named = entry != null && entry.what().equals(what);
      if (named || isHeldUpByClient(other, what)) {
        daemons.add(other);
      }
    }
    return daemons;
  }

  /**
   * Whether it cannot go on before a child has ended that closes a file of the daemon. Who waits
   * for a child by choice is a shell, or whoever else began a program.
   */
  private boolean isHeldUpByClient(SeenTask other, String what) {
    boolean sleepsByChoice = !other.isHung() && !other.task().state().equals("D");
    if (sleepsByChoice || other.task().calledIn("wait_for_vfork_done")) {
      return false;
    }
    for (Map.Entry<SeenTask, WaitCause> client : causes.entrySet()) {
      boolean asks =
          client.getValue().role().equals("daemon") && client.getValue().what().equals(what);
      if (asks
          && waitsForChild(other, client.getKey())
          && !client.getKey().closing(table).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean waitsForChild(SeenTask other, SeenTask child) {
    WaitCause cause = causes.get(other);
    int parent = child.task().ppid();
    return cause != null
        && cause.role().equals("child")
        && parent >= 0
        && (parent == other.task().pid() || parent == other.task().tgid());
  }

  /** Kernel threads of the module, or of the beginning of the name, of who stops one. */
  List<SeenTask> threads(SeenTask waiter) {
    List<SeenTask> threads = new ArrayList<>();
    WaitCause cause = causes.get(waiter);
    @Nullable StackFrame asks = null;
    boolean stops = false;
    for (StackFrame frame : waiter.task().calls()) {
      stops |= frame.source().startsWith("kthread_stop");
      boolean here = stops && cause != null && frame.source().equals(cause.in());
      asks = here && asks == null ? frame : asks;
    }
    for (SeenTask other : causes.keySet()) {
      StackFrame main = mainOf(other);
      if (asks != null && main != null && other != waiter && isOfOne(asks, main)) {
        threads.add(other);
      }
    }
    return threads;
  }

  /** The function of a kernel thread that is no worker, or null. */
  private static @Nullable StackFrame mainOf(SeenTask task) {
    List<StackFrame> calls = task.task().calls();
    for (int i = 1; i < calls.size(); i++) {
      if (calls.get(i).source().equals("kthread") && !task.task().isWorker()) {
        return calls.get(i - 1);
      }
    }
    return null;
  }

  private static boolean isOfOne(StackFrame asks, StackFrame main) {
    String word = main.source().replaceFirst("_.*", "");
    boolean named =
        word.length() >= LETTERS_THAT_TELL && asks.source().replaceFirst("_.*", "").equals(word);
    boolean inOneModule = !asks.module().isEmpty() && asks.module().equals(main.module());
    return named || inOneModule;
  }
}
