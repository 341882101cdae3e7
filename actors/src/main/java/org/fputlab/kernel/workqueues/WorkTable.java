package org.fputlab.kernel.workqueues;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Tables;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Outlook;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunQueues;
import org.fputlab.model.Step;
import org.fputlab.model.WorkItems;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each work item beside whether it is queued or runs: the work that it is of, what
 * it takes along, where it runs, what its worker holds meanwhile, and what may come of it.
 */
final class WorkTable {

  /** An item that takes something along, and what a flush of just this one waits for. */
  private record OwnItem(Step given, Resource run) {}

  private final Tables tables;
  private final Outlook outlook;
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();
  private final Map<String, OwnItem> own = new LinkedHashMap<>();
  private final Map<String, Integer> processors = new LinkedHashMap<>();
  private long numbered;

  /**
   * The works of a machine.
   *
   * @param own those that the kernel queues itself
   */
  WorkTable(Machine machine, List<KernelSpec.Work> own) {
    this.tables = machine.engine().tables();
    this.outlook = machine.outlook();
    own.forEach(work -> works.put(work.name(), work));
    works.putAll(machine.spec().works());
  }

  /** The work that an item is one of. */
  KernelSpec.Work work(String item) {
    KernelSpec.Work work = works.get(WorkItems.workOf(item));
    if (work == null) {
      throw new IllegalStateException("no work item " + item);
    }
    return work;
  }

  /** The place of its work among all, by which its timers are told from those of others. */
  long place(String item) {
    return 1L + List.copyOf(works.keySet()).indexOf(WorkItems.workOf(item));
  }

  /** A new item of a work, which takes something along; returns its name. */
  String own(String work, Step given) {
    String item = WorkItems.numbered(work, ++numbered);
    own.put(item, new OwnItem(given, Waits.oneOf(tables.tasks(), work(work))));
    return item;
  }

  /** What hands it to the worker, or null where it takes nothing along. */
  @Nullable Step given(String item) {
    OwnItem one = own.get(item);
    return one == null ? null : one.given();
  }

  /** What the worker of an item holds as long as it runs it. */
  Resource run(String item) {
    OwnItem one = own.get(item);
    return one == null ? Waits.work(tables.tasks(), work(item)) : one.run();
  }

  /** An item that takes something along has run, once and for all. */
  void forgetOwn(String item) {
    if (own.remove(item) != null) {
      processors.remove(item);
    }
  }

  /** It is queued where somebody runs on {@code cpu}; returns the processor that it runs on. */
  int runsOn(String item, int cpu) {
    int processor = work(item).unbound() ? RunQueues.UNBOUND : cpu;
    processors.put(item, processor);
    return processor;
  }

  /** The processor that it runs on, or {@link RunQueues#UNBOUND}. */
  int processor(String item) {
    return processors.getOrDefault(item, RunQueues.UNBOUND);
  }

  /** What may come of it is on the agenda until it is neither pending nor runs. */
  void expect(String item) {
    Prospects prospects = outlook.ofWork(WorkItems.workOf(item));
    if (!prospects.isNothing()) {
      tables.agenda().put(new Agenda.Matter(matter(item), prospects, run(item), null));
    }
  }

  /** It is neither pending nor runs. */
  void over(String item) {
    tables.agenda().done(matter(item));
  }

  private static String matter(String item) {
    return "work " + item;
  }
}
