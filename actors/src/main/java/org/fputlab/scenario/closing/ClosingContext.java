package org.fputlab.scenario.closing;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * Who closes a file in place, and what it holds there; and the scenario that asks whether that can
 * hang: the closer, and beside it what else the kernel is known to do with the locks that take
 * part.
 *
 * <p>Only this one closer closes in place ({@code __fput_sync}); all others put their closes off,
 * as the kernel does.
 *
 * @param holding the locks that it holds, the first taken first
 * @param closer which thread
 * @param queue of a worker, on which queue
 * @param call the kernel function in which it closes, or ""
 */
public record ClosingContext(List<HeldLock> holding, Closer closer, String queue, String call) {

  /** Functions that close, or may close, with a lock held; and which. */
  private static final Map<String, String> CALLS = calls();

  public ClosingContext {
    Set<HeldLock> all = new LinkedHashSet<>(holding);
    heldIn(call).ifPresent(all::add);
    holding = List.copyOf(all);
  }

  private static Map<String, String> calls() {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("munmap", "mmap_lock");
    calls.put("generic_perform_write", "i_rwsem");
    calls.put("vfs_unlink", "i_rwsem");
    calls.put("iterate_supers", "s_umount");
    calls.put("namespace_unlock", "namespace_sem");
    calls.put("nfsd_svc", "nfsd_mutex");
    calls.put("nfsd_file_cache_purge", "nfsd_mutex");
    calls.put("lockd_down", "nlmsvc_mutex");
    calls.put("nlm_release_file", "nlm_file_mutex");
    calls.put("rtnetlink_rcv_msg", "rtnl_mutex");
    return calls;
  }

  /** What is held in a function of the kernel. */
  public static Optional<HeldLock> heldIn(String call) {
    return Optional.ofNullable(CALLS.get(call)).map(HeldLock::of);
  }

  /** The kinds of files that it can be said to close. */
  public static Set<String> files() {
    return ClosedFile.words();
  }

  /** The functions of which it is known what is held in them. */
  public static Set<String> knownCalls() {
    return CALLS.keySet();
  }

  /** In words, as in {@code a kernel thread that holds mmap_lock}. */
  public String spoken() {
    String who = closer.spoken() + (closer == Closer.WORKER ? " of " + queue : "");
    String where = call.isEmpty() ? "" : " in " + call;
    return who
        + where
        + (holding.isEmpty()
            ? " that holds nothing"
            : " that holds "
                + holding.stream().map(HeldLock::word).collect(Collectors.joining(" and ")));
  }

  /** The scenario that asks about closing such a file. */
  public Scenario scenario(String file) throws ScenarioProblems {
    return ScenarioLoader.parse(text(file), "may-i-sync/" + file + ".conf");
  }

  /** The same with the close put off, as every other. */
  public Scenario puttingOff(String file) throws ScenarioProblems {
    String text = text(file).replace("__fput_sync f", "fput f");
    return ScenarioLoader.parse(text, "may-i-sync/" + file + "-put-off.conf");
  }

  /** The same with nothing held: what there is besides the closer that takes a lock. */
  public Scenario holdingNothing(String file) throws ScenarioProblems {
    return ScenarioLoader.parse(text(file, List.of()), "may-i-sync/" + file + "-no-lock.conf");
  }

  /** The same as the text of a scenario file. */
  public String text(String file) {
    return text(file, holding);
  }

  private String text(String file, List<HeldLock> held) {
    ClosedFile closed = Objects.requireNonNull(ClosedFile.of(file), file);
    Set<String> source = new LinkedHashSet<>(closed.source());
    if (closer == Closer.NFSD) {
      source.add(Closer.STOPS);
    }
    if (isInternal(closed)) {
      source.add(ClosedFile.INTERNAL);
    }
    holding.stream().map(HeldLock::source).filter(one -> !one.isEmpty()).forEach(source::add);
    List<String> lines = new ArrayList<>();
    String title = spoken() + " closes a file of " + file + " in place";
    lines.add("title    = " + ConfigUtil.quoteString(title));
    lines.add("story    = \"\"\"");
    lines.add(
        "  Written by fputlab may-i-sync. The closer finishes the close itself, with what it holds; all");
    lines.add(
        "  others put theirs off. Beside it runs what the kernel is known to do with these locks.");
    lines.add("  \"\"\"");
    lines.add(
        "source   = [ "
            + source.stream()
                .map(one -> '"' + one + '"')
                .collect(Collectors.joining("\n             "))
            + " ]");
    lines.add("duration = 1s");
    lines.add("close    = deferred");
    lines.add("");
    lines.addAll(machine(closed, held));
    return String.join("\n", lines) + "\n";
  }

  private List<String> machine(ClosedFile closed, List<HeldLock> held) {
    List<String> lines = new ArrayList<>();
    if (closed.fileSystem().contains("server = far")) {
      lines.add("servers.far { workers = 2, service = 1ms, network = 200us, silence = 0s }");
    }
    lines.add("filesystems.closed {");
    closed.fileSystem().forEach(line -> lines.add("  " + line));
    lines.add("}");
    boolean internal = isInternal(closed);
    lines.add("mounts.m { filesystem = closed" + (internal ? ", internal = true" : "") + " }");
    lines.add("");
    if (closer == Closer.WORKER && !queue.equals("events")) {
      lines.add("queues." + queue + " { }");
    }
    lines.addAll(closer.lines(steps(held), queue));
    Set<String> others = new LinkedHashSet<>(closed.others());
    holding.forEach(one -> others.addAll(one.others()));
    if (holdsSUmount()) {
      others.add("tasks.umount { context = user, start = 5ms, run = [ umount_lazy m ] }");
    }
    lines.addAll(others);
    return lines;
  }

  private boolean holdsSUmount() {
    return holding.contains(HeldLock.of("s_umount"));
  }

  private boolean isInternal(ClosedFile closed) {
    return holdsSUmount() && closed.mayBeInternal();
  }

  private String steps(List<HeldLock> held) {
    List<String> steps = new ArrayList<>();
    steps.add("open f on m inode data");
    held.forEach(one -> steps.add(one.take()));
    steps.add("__fput_sync f");
    for (int i = held.size() - 1; i >= 0; i--) {
      steps.add(held.get(i).give());
    }
    return String.join(", ", steps);
  }
}
