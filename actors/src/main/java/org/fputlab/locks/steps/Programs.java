package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fputlab.locks.Node;
import org.fputlab.model.Closer;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;

/**
 * Every list of steps that anybody on a machine runs by itself: tasks, calls that nfsd's and
 * lockd's threads serve, work items, and what the kernel's own threads do besides.
 */
final class Programs {

  /** More items than workers could only be waiting where each file has one of its own. */
  private static final int MOST_WORKERS = 256;

  private static final List<String> KTHREAD = List.of("kthread");
  private static final List<String> SYSCALL = List.of("entry_SYSCALL_64");
  private static final List<String> SERVICE = List.of("kthread", "nfsd");
  private static final List<String> WORKER =
      List.of("kthread", "worker_thread", "process_one_work");

  private final KernelSpec spec;
  private final KernelPaths paths;
  private final Owed owed;
  private final Nodes nodes;
  private final List<Program> programs = new ArrayList<>();

  private Programs(KernelSpec spec, KernelPaths paths, Owed owed) {
    this.spec = spec;
    this.paths = paths;
    this.owed = owed;
    this.nodes = new Nodes(spec);
  }

  /** All programs, with what comes of each as far as others wait for it. */
  static List<Program> of(KernelSpec spec, KernelPaths paths, Owed owed) {
    Programs all = new Programs(spec, paths, owed);
    spec.tasks().forEach(all::task);
    spec.clients().forEach(all::client);
    spec.servers().values().stream().filter(KernelSpec.Server::isServedHere).forEach(all::server);
    spec.works().values().forEach(all::work);
    paths.works().forEach(all::ownWork);
    if (spec.nfsd().isPresent()) {
      all.betweenCalls(paths.taskWork());
      all.betweenCalls(paths.nfsdDispose());
    }
    return all.programs;
  }

  /** Whether so many items can wait for a worker that none is left for the next. */
  static boolean mayRunOutOfWorkers(KernelSpec spec) {
    return spec.works().size() > MOST_WORKERS / 2
        || spec.works().values().stream().anyMatch(work -> !work.file().isEmpty());
  }

  /** Whether more items can be on the queue than may be active there at a time. */
  static boolean mayRunOutOfPlaces(KernelSpec spec, KernelPaths paths, String queue) {
    Integer limit = spec.maxActive().get(queue);
    if (limit == null) {
      return false;
    }
    List<KernelSpec.Work> items =
        Stream.concat(spec.works().values().stream(), paths.works().stream())
            .filter(work -> work.queue().equals(queue))
            .toList();
    return items.size() > limit || items.stream().anyMatch(work -> !work.file().isEmpty());
  }

  private void task(KernelSpec.TaskSpec task) {
    Map<Node, Program.End> ends = ends(task.run(), task.kthread() ? Closer.KTHREAD : Closer.USER);
    ends.put(nodes.thread(task.name()), Program.End.withAll("a thread ends when its steps have"));
    add(
        task.name(),
        Program.Runs.of(task),
        task.kthread() ? Closer.KTHREAD : Closer.USER,
        "",
        "",
        task.run(),
        task.kthread() ? KTHREAD : SYSCALL,
        ends);
  }

  private void client(KernelSpec.Client client) {
    boolean nfsd = client.service() == KernelSpec.Service.NFSD;
    Map<Node, Program.End> ends = ends(client.op(), nfsd ? Closer.NFSD : Closer.KTHREAD);
    if (nfsd) {
      thread(ends);
    } else {
      ends.put(nodes.thread("lockd"), Program.End.withAll("a thread ends when its steps have"));
      ends.put(Nodes.LOCKD, Program.End.withAll("lockd's one thread may be in these steps"));
    }
    add(
        (nfsd ? "nfsd for " : "lockd for ") + client.name(),
        Program.Runs.ALWAYS,
        nfsd ? Closer.NFSD : Closer.KTHREAD,
        client.mount(),
        "",
        client.op(),
        nfsd ? SERVICE : List.of("kthread", "lockd"),
        ends);
  }

  private void thread(Map<Node, Program.End> ends) {
    ends.put(nodes.thread("nfsd"), Program.End.withAll("a thread ends when its steps have"));
    ends.put(Nodes.NFSD, Program.End.withAll("all of nfsd's threads may be in these steps"));
  }

  private void server(KernelSpec.Server server) {
    operation(server, "", server.operation());
    server.operations().forEach((call, path) -> operation(server, call, path));
  }

  /** The reply comes before what the thread has put off until it has replied. */
  private void operation(KernelSpec.Server server, String call, Path path) {
    Closer closer = server.nfsd() ? Closer.NFSD : Closer.USER;
    Map<Node, Program.End> ends = ends(path, closer);
    if (server.nfsd()) {
      thread(ends);
    } else {
      ends.put(Nodes.pool(server), Program.End.withAll("all its threads may be in these steps"));
    }
    ends.put(
        Nodes.reply(server, call),
        new Program.End("the reply comes when these steps have ended", path.length()));
    add(
        (server.nfsd() ? "nfsd for " : "") + (server.name() + " " + call).strip(),
        Program.Runs.PERHAPS,
        closer,
        "",
        "",
        path,
        server.nfsd() ? SERVICE : List.of("entry_SYSCALL_64", server.name()),
        ends);
  }

  private void work(KernelSpec.Work work) {
    String file = work.file().isEmpty() ? "" : work.name();
    worker(work, file, ends(work.run(), Closer.KTHREAD));
  }

  private void ownWork(KernelSpec.Work work) {
    worker(work, "", owed.ofAnyClose());
  }

  private void worker(KernelSpec.Work work, String file, Map<Node, Program.End> ends) {
    ends.put(Nodes.work(work.name()), Program.End.withAll("the item ends when its steps have"));
    ends.put(Nodes.queue(work.queue()), Program.End.withAll("the item ends when its steps have"));
    if (mayRunOutOfWorkers(spec)) {
      ends.put(Nodes.WORKERS, Program.End.withAll("all workers may be in these steps"));
    }
    if (mayRunOutOfPlaces(spec, paths, work.queue())) {
      ends.put(
          Nodes.place(work.queue()),
          Program.End.withAll("only so many items are active at a time"));
    }
    add(
        "worker for " + work.name(),
        Program.Runs.PERHAPS,
        Closer.KTHREAD,
        "",
        file,
        work.run(),
        WORKER,
        ends);
  }

  private void betweenCalls(Path path) {
    Map<Node, Program.End> ends = owed.ofAnyClose();
    thread(ends);
    add("nfsd between calls", Program.Runs.PERHAPS, Closer.NFSD, "", "", path, SERVICE, ends);
  }

  private Map<Node, Program.End> ends(Path path, Closer closer) {
    return owed.of(path, closer);
  }

  private void add(
      String who,
      Program.Runs runs,
      Closer closer,
      String mount,
      String work,
      Path path,
      List<String> below,
      Map<Node, Program.End> ends) {
    programs.add(new Program(who, runs, closer, mount, work, path, below, ends));
  }
}
