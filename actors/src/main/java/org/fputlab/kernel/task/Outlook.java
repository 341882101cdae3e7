package org.fputlab.kernel.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskTable;
import org.fputlab.model.Completers;
import org.fputlab.model.Effect;
import org.fputlab.model.Foresight;

/**
 * What may come of each program, work item and list of one machine ({@link Completers}), as the
 * tables publish it. Worked out once; who does what when is published by whoever does it.
 */
public final class Outlook {

  private final TaskTable table;
  private final Map<String, Prospects> byGroup = new LinkedHashMap<>();
  private final Map<String, Prospects> byWork = new LinkedHashMap<>();
  private final Prospects anyClose;
  private final Prospects fileCache;

  Outlook(TaskTable table, Foresight foresight) {
    this.table = table;
    this.anyClose = prospects(foresight.anyClose());
    this.fileCache = prospects(foresight.fileCache());
    for (Foresight.Doing task : foresight.tasks()) {
      byGroup.merge(task.by(), prospects(task.brings()), Prospects::and);
    }
    if (foresight.spec().close().nfsdThreadsDispose()) {
      byGroup.merge("nfsd", fileCache, Prospects::and);
    }
    foresight.works().forEach(work -> byWork.put(work.by(), prospects(work.brings())));
  }

  private Prospects prospects(Completers found) {
    if (found.anything()) {
      return Prospects.ANYTHING;
    }
    Set<Resource> resources = new LinkedHashSet<>();
    found.completions().forEach(name -> resources.add(Waits.completion(table, name)));
    found.semaphores().forEach(name -> resources.add(Waits.semaphore(table, name)));
    found.takenBack().forEach(name -> resources.add(Waits.takenBack(table, name)));
    for (Effect.SendsSignal sent : found.signals()) {
      resources.add(Waits.signal(table, sent.signal(), sent.task()));
    }
    for (String mount : found.thawed()) {
      resources.add(Waits.thaw(table, mount));
    }
    return Prospects.of(resources);
  }

  /**
   * What may come of a task of this group. A worker does nothing but its items, which are on the
   * agenda; who is not of the scenario may do anything.
   */
  public Prospects of(TaskSeat seat) {
    Prospects unknown = seat.owner() == null ? Prospects.ANYTHING : Prospects.NOTHING;
    return byGroup.getOrDefault(seat.group(), unknown);
  }

  /** What may come of a run of this work item: of the kernel's own, any close. */
  public Prospects ofWork(String name) {
    return byWork.getOrDefault(name, anyClose);
  }

  /** What may come of finalising any file, or shutting any mount down. */
  public Prospects ofAnyClose() {
    return anyClose;
  }

  /** What may come of the files in nfsd's cache. */
  public Prospects ofFileCache() {
    return fileCache;
  }
}
