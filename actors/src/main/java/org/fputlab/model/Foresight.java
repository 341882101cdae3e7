package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What may come of everything that a machine of this kind does, as its steps tell it ({@link
 * Completers}). Working it out takes as long as a short run, so that whoever runs machine after
 * machine of one kind does it once. Nobody changes any of it.
 */
public final class Foresight {

  /**
   * Something that is done.
   *
   * @param by the group of tasks that does it, or the name of the work item that it is
   * @param brings what may come of it
   */
  public record Doing(String by, Completers brings) {}

  private final KernelSpec spec;
  private final InodeTypes inodeTypes;
  private final Completers anyClose;
  private final Completers fileCache;
  private final boolean freezesTasks;
  private final boolean takesPages;
  private final List<Doing> tasks = new ArrayList<>();
  private final List<Doing> works = new ArrayList<>();

  /** What may come of what machines do that are made as {@code spec} says. */
  public Foresight(KernelSpec spec) {
    this.spec = spec;
    this.inodeTypes = new InodeTypes(spec);
    this.anyClose = Completers.ofAnyClose(spec);
    this.fileCache = Completers.ofFileCache(spec);
    this.freezesTasks = spec.freezesTasks();
    this.takesPages = spec.takesPages();
    spec.tasks().forEach(task -> tasks.add(doing(task.name(), task.run())));
    spec.clients().forEach(client -> tasks.add(doing(service(client), client.op())));
    spec.servers().values().stream()
        .filter(KernelSpec.Server::isServedHere)
        .forEach(server -> server.paths().forEach(path -> tasks.add(doing(server.group(), path))));
    spec.works().values().forEach(work -> works.add(doing(work.name(), work.run())));
  }

  private Doing doing(String by, Path program) {
    return new Doing(by, Completers.of(program, spec));
  }

  private static String service(KernelSpec.Client client) {
    return client.service() == KernelSpec.Service.NFSD ? "nfsd" : "lockd";
  }

  public KernelSpec spec() {
    return spec;
  }

  /** Of which types inodes are. */
  public InodeTypes inodeTypes() {
    return inodeTypes;
  }

  /** Finalising any file, or shutting any mount down. */
  public Completers anyClose() {
    return anyClose;
  }

  /** The files in nfsd's cache. */
  public Completers fileCache() {
    return fileCache;
  }

  /** Whether anybody freezes its tasks. */
  public boolean freezesTasks() {
    return freezesTasks;
  }

  /** Whether anybody takes or frees pages. */
  public boolean takesPages() {
    return takesPages;
  }

  /** The programs of tasks, calls that are served among them. */
  public List<Doing> tasks() {
    return List.copyOf(tasks);
  }

  /** The work items. */
  public List<Doing> works() {
    return List.copyOf(works);
  }
}
