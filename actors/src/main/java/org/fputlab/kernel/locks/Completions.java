package org.fputlab.kernel.locks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.kernel.files.PutLists;
import org.fputlab.kernel.nfsd.Nfsd;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.Completers;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may still complete what, so that a wait for a completion that nobody is left to complete is
 * proven to be endless; and who may give back a unit of a semaphore that another task took.
 *
 * <p>A task provides what its program may complete, itself or by the files it closes ({@link
 * Completers}). A work item that is queued, and a file on a list of puts, are for whoever runs the
 * item; and as long as nobody does, for {@code kthreadd}, which can always start a worker
 * (kernel/workqueue.c, v6.6). Counts rather too many: a program's past as well as its future.
 */
public final class Completions {

  private static final String WORKER_MAKER = "kthreadd";

  /** A work item, and whatever it will find on its list. */
  private static final class Item {
    final Set<Resource> always;
    final Set<Resource> onList = new LinkedHashSet<>();
    final Set<Resource> taken = new LinkedHashSet<>();
    final Set<TaskRow> runners = new LinkedHashSet<>();
    boolean queued;

    Item(Set<Resource> always) {
      this.always = always;
    }

    Set<Resource> ofRunner() {
      Set<Resource> all = new LinkedHashSet<>(always);
      all.addAll(onList);
      all.addAll(taken);
      return all;
    }
  }

  private final TaskTable table;
  private final KernelSpec spec;
  private final Map<String, Set<Resource>> byGroup = new LinkedHashMap<>();
  private final List<Set<Resource>> byMount = new ArrayList<>();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private @Nullable TaskRow workerMaker;

  public Completions(TaskTable table, KernelSpec spec) {
    this.table = table;
    this.spec = spec;
    spec.tasks().forEach(task -> may(task.name(), task.run()));
    spec.clients().forEach(client -> may(service(client), client.op()));
    spec.servers().values().forEach(server -> may("nfsd", server.operation()));
    for (KernelSpec.Mount mount : spec.mounts().values()) {
      byMount.add(resources(Completers.ofClose(mount, spec)));
    }
    PutLists.works().forEach(this::item);
    spec.works().values().forEach(this::item);
  }

  private static String service(KernelSpec.Client client) {
    return client.service() == KernelSpec.Service.NFSD ? "nfsd" : "lockd";
  }

  private void may(String group, Path program) {
    byGroup
        .computeIfAbsent(group, none -> new LinkedHashSet<>())
        .addAll(resources(Completers.of(program, spec)));
  }

  private void item(KernelSpec.Work work) {
    boolean closesAny = work.name().equals(Nfsd.FILE_CACHE_WORK);
    items.put(
        work.name(),
        new Item(
            resources(closesAny ? Completers.ofAnyClose(spec) : Completers.of(work.run(), spec))));
  }

  private Set<Resource> resources(Completers found) {
    Set<Resource> resources = new LinkedHashSet<>();
    found.completions().forEach(name -> resources.add(Waits.completion(table, name)));
    found.semaphores().forEach(name -> resources.add(Waits.semaphore(table, name)));
    return resources;
  }

  /** What a task of this group provides as long as it lives. */
  public Set<Resource> of(String group) {
    return byGroup.getOrDefault(group, Set.of());
  }

  /** A work item was queued. */
  public synchronized void queued(String work) {
    Item item = known(work);
    item.queued = true;
    publish(item);
  }

  /** A worker begins an item. */
  public synchronized void begins(String work, TaskRow worker) {
    Item item = known(work);
    item.queued = false;
    item.runners.add(worker);
    publish(item);
  }

  /** The worker has ended its item. */
  public synchronized void ended(TaskRow worker) {
    for (Item item : items.values()) {
      if (item.runners.remove(worker)) {
        item.taken.clear();
        publish(item);
      }
    }
    provide(worker, Set.of());
  }

  /** A put of a file of this mount, or of the mount itself, is now on the list of an item. */
  public void putOff(String work, int mount) {
    if (!byMount.get(mount).isEmpty()) {
      addToList(known(work), byMount.get(mount));
    }
  }

  private synchronized void addToList(Item item, Set<Resource> completions) {
    if (item.onList.addAll(completions)) {
      publish(item);
    }
  }

  /** Somebody takes the whole list: the item's worker, or a task that flushes it. */
  public synchronized void takesList(String work) {
    Item item = known(work);
    if (!item.onList.isEmpty()) {
      if (!item.runners.isEmpty()) {
        item.taken.addAll(item.onList);
      }
      item.onList.clear();
      publish(item);
    }
  }

  private Item known(String work) {
    Item item = items.get(work);
    if (item == null) {
      throw new IllegalStateException("no work item " + work);
    }
    return item;
  }

  private void publish(Item item) {
    item.runners.forEach(runner -> provide(runner, item.ofRunner()));
    Set<Resource> waiting = new LinkedHashSet<>();
    for (Item each : items.values()) {
      if (each.runners.isEmpty()) {
        waiting.addAll(each.onList);
        waiting.addAll(each.queued ? each.always : Set.of());
      }
    }
    if (workerMaker == null && !waiting.isEmpty()) {
      workerMaker = table.register(WORKER_MAKER, WORKER_MAKER, true);
    }
    if (workerMaker != null) {
      provide(workerMaker, waiting);
    }
  }

  private static void provide(TaskRow row, Set<Resource> completions) {
    if (!row.provides().equals(completions)) {
      row.provides(completions);
    }
  }
}
