package org.fputlab.scenario.closing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which thread closes, and how a scenario says so. */
public enum Closer {
  NFSD("nfsd", "an nfsd thread"),
  KTHREAD("kthread", "a kernel thread"),
  USER("user", "a user's task"),
  WORKER("worker", "a worker");

  /** What else is done with nfsd's threads. */
  static final String STOPS =
      "fs/nfsd/nfssvc.c:570-586, v6.19: nfsd_shutdown_threads() waits for each thread under nfsd_mutex";

  private final String word;
  private final String spoken;

  Closer(String word, String spoken) {
    this.word = word;
    this.spoken = spoken;
  }

  /** As the command line has it. */
  public String word() {
    return word;
  }

  /** With its article. */
  public String spoken() {
    return spoken;
  }

  /** All by their words. */
  public static Map<String, Closer> byWord() {
    Map<String, Closer> all = new LinkedHashMap<>();
    for (Closer one : values()) {
      all.put(one.word, one);
    }
    return all;
  }

  /** What runs {@code steps}, as a scenario has it. */
  List<String> lines(String steps, String queue) {
    return switch (this) {
      case NFSD ->
          List.of(
              "nfsd { threads = 2 }",
              "clients.c { count = 2, mount = m, think = 10ms, op = [ " + steps + " ] }",
              "tasks.rpc-nfsd { context = user, start = 5ms"
                  + ", run = [ mutex_lock nfsd_mutex, kthread_stop nfsd, mutex_unlock nfsd_mutex ] }");
      case KTHREAD ->
          List.of("tasks.closer { context = kthread, every = 10ms, run = [ " + steps + " ] }");
      case USER ->
          List.of("tasks.closer { context = user, every = 10ms, run = [ " + steps + " ] }");
      case WORKER ->
          List.of(
              "works.closing { queue = " + queue + ", run = [ " + steps + " ] }",
              "tasks.asker { context = kthread, every = 10ms, run = [ queue_work closing ] }");
    };
  }

  static Set<String> words() {
    return byWord().keySet();
  }
}
