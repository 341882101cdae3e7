package org.fputlab.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fputlab.engine.Access;
import org.jspecify.annotations.Nullable;

/**
 * A few processes that share variables, locks and mailboxes, each with a program of words: {@code
 * look x}, {@code add x}, {@code set x}, {@code lock l}, {@code unlock l}, {@code send q}, {@code
 * take} (from its own mailbox, of its name), {@code empty} (looks whether that is empty), {@code
 * start p}, {@code if x} (goes on only if somebody has set x).
 */
final class Toy {

  /** What it leaves out of what it says of its turns, as a planted defect. */
  enum Defect {
    NONE,
    HIDES_LOOKS,
    HIDES_SENDS,
    CALLS_SETTING_ADDING
  }

  private static final class Program {
    final List<String> program;
    int next;
    boolean started;
    @Nullable String awaits;
    long known;
    final Deque<Long> mailbox = new ArrayDeque<>();
    final Deque<Integer> sentAt = new ArrayDeque<>();
    final List<Integer> causes = new ArrayList<>();

    Program(List<String> program) {
      this.program = program;
    }
  }

  private static final class Lock {
    @Nullable Program owner;
    final Deque<Program> waiting = new ArrayDeque<>();
  }

  private final Map<String, List<String>> programs = new LinkedHashMap<>();
  private final List<String> startedLater = new ArrayList<>();
  private final Defect defect;
  private Map<String, Program> processes = new LinkedHashMap<>();
  private Map<String, Long> variables = new TreeMap<>();
  private Map<String, Lock> locks = new TreeMap<>();

  Toy(Defect defect, String... programs) {
    this.defect = defect;
    for (String program : programs) {
      String[] parts = program.split(": *", 2);
      List<String> words = List.of(parts[1].split(", *"));
      this.programs.put(parts[0], words);
      words.stream()
          .filter(word -> word.startsWith("start "))
          .forEach(word -> startedLater.add(word.substring(6)));
    }
  }

  Toy(String... programs) {
    this(Defect.NONE, programs);
  }

  /** Runs it once; returns what it came to, or null where the run was given up. */
  @Nullable String run(Orders orders) {
    processes = new LinkedHashMap<>();
    variables = new TreeMap<>();
    locks = new TreeMap<>();
    programs.forEach((name, program) -> processes.put(name, new Program(program)));
    processes.forEach((name, process) -> process.started = !startedLater.contains(name));
    for (int turn = 0; ; turn++) {
      List<String> able = new ArrayList<>();
      processes.forEach(
          (name, process) -> {
            if (isAble(process)) {
              able.add(name);
            }
          });
      if (able.isEmpty()) {
        return outcome();
      }
      int place = orders.choose(able);
      if (place == Orders.ABANDON) {
        return null;
      }
      take(able.get(place), turn, orders);
    }
  }

  private boolean isAble(Program process) {
    return process.started
        && process.awaits == null
        && process.next < process.program.size()
        && !(process.program.get(process.next).equals("take") && process.mailbox.isEmpty());
  }

  private void take(String name, int turn, Orders orders) {
    Program process = processes.get(name);
    String[] word = process.program.get(process.next++).split(" ", -1);
    List<Integer> causes = new ArrayList<>(process.causes);
    process.causes.clear();
    Map<Object, Access> accesses = new LinkedHashMap<>();
    switch (word[0]) {
      case "look" -> {
        process.known = mixed(process.known, variables.getOrDefault(word[1], 0L));
        if (defect != Defect.HIDES_LOOKS) {
          accesses.put(word[1], Access.LOOKS);
        }
      }
      case "add" -> {
        variables.merge(word[1], 1000L + name.hashCode(), Long::sum);
        accesses.put(word[1], Access.ADDS);
      }
      case "set" -> {
        variables.put(word[1], mixed(process.known, name.hashCode()));
        accesses.put(word[1], defect == Defect.CALLS_SETTING_ADDING ? Access.ADDS : Access.CHANGES);
      }
      case "if" -> {
        process.next = variables.containsKey(word[1]) ? process.next : process.program.size();
        accesses.put(word[1], Access.LOOKS);
      }
      case "lock" -> lock(process, word[1], accesses);
      case "unlock" -> unlock(word[1], turn, accesses);
      case "send" -> {
        Program to = processes.get(word[1]);
        to.mailbox.add(mixed(process.known, name.hashCode()));
        to.sentAt.add(turn);
        if (defect != Defect.HIDES_SENDS) {
          accesses.put(word[1] + "'s mailbox", Access.CHANGES);
        }
      }
      case "take" -> {
        process.known = mixed(process.known, process.mailbox.remove());
        causes.add(process.sentAt.remove());
      }
      case "empty" -> {
        process.known = mixed(process.known, process.mailbox.isEmpty() ? 1 : 2);
        accesses.put(name + "'s mailbox", Access.LOOKS);
      }
      case "start" -> {
        processes.get(word[1]).started = true;
        processes.get(word[1]).causes.add(turn);
      }
      default -> throw new IllegalArgumentException(word[0]);
    }
    orders.taken(List.copyOf(causes), accesses);
  }

  private void lock(Program process, String name, Map<Object, Access> accesses) {
    Lock lock = locks.computeIfAbsent(name, fresh -> new Lock());
    accesses.put(name, Access.CHANGES);
    if (lock.owner == null) {
      lock.owner = process;
    } else {
      lock.waiting.add(process);
      process.awaits = name;
    }
  }

  private void unlock(String name, int turn, Map<Object, Access> accesses) {
    Lock lock = locks.get(name);
    accesses.put(name, Access.CHANGES);
    lock.owner = lock.waiting.poll();
    if (lock.owner != null) {
      lock.owner.awaits = null;
      lock.owner.causes.add(turn);
    }
  }

  private static long mixed(long known, long heard) {
    return (known ^ heard) * 0x9E3779B97F4A7C15L + 1;
  }

  private String outcome() {
    StringBuilder text = new StringBuilder(variables.toString());
    processes.forEach(
        (name, process) ->
            text.append(' ')
                .append(name)
                .append('@')
                .append(process.next)
                .append(process.awaits == null ? "" : " waits for " + process.awaits)
                .append(' ')
                .append(Long.toHexString(process.known)));
    return text.toString();
  }
}
