package org.fputlab.watch;

import java.util.List;
import java.util.Set;
import org.fputlab.engine.Carrier;
import org.fputlab.engine.Frame;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.HandMadeMailboxes;
import org.fputlab.engine.Mailboxes;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/** Tables written by hand, as if a machine had published them, and supervisors that read them. */
final class Machine implements Carrier {

  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;
  static final WatchSpec LIMITS =
      new WatchSpec(100 * MS, SECOND, 10 * SECOND, 120 * SECOND, 4L << 30, 1024);

  private long now;
  final Tables tables = new Tables(Mailboxes.singleThreaded("hand-made", this));
  final Supervisors supervisors = new Supervisors(tables, LIMITS);

  @Override
  public long now() {
    return now;
  }

  @Override
  public void arrived() {}

  @Override
  public void delivered(int mailbox, Object message) {}

  Resource rwsem(String name) {
    return resource(Resource.Kind.RWSEM, name);
  }

  Resource mutex(String name) {
    return resource(Resource.Kind.MUTEX, name);
  }

  Resource resource(Resource.Kind kind, String name) {
    int instance = name.indexOf('(');
    String lockClass = instance < 0 ? name : name.substring(0, instance);
    return tables.tasks().resource(kind, lockClass, name);
  }

  /** A kernel thread that runs. */
  TaskRow thread(String name) {
    int number = name.lastIndexOf('-');
    return task(name, number < 0 ? name : name.substring(0, number), true);
  }

  TaskRow task(String name, String group, boolean kthread) {
    TaskRow row = tables.tasks().register(name, group, kthread);
    row.mayBring(Prospects.NOTHING);
    row.run();
    return row;
  }

  GatedQueue mailbox(String owner) {
    return HandMadeMailboxes.create(tables.mailboxes(), owner);
  }

  /** Lets time pass, with a look every 100 ms. */
  void pass(long nanos) {
    for (long end = now + nanos; now < end; ) {
      now += LIMITS.sampleEvery();
      supervisors.sample(now);
    }
  }

  /** Lets a moment pass without a look. */
  void tick() {
    now += MS;
  }

  void write(TaskRow row, Resource lock) {
    block(row, lock, false, Sleep.UNINTERRUPTIBLE, null);
  }

  void read(TaskRow row, Resource lock) {
    block(row, lock, true, Sleep.UNINTERRUPTIBLE, null);
  }

  /** Waits for something that any task of {@code group} could do. */
  void ask(TaskRow row, Resource what, String group) {
    tables.agenda().handOver(what);
    block(row, what, false, Sleep.UNINTERRUPTIBLE, group);
  }

  void block(TaskRow row, Resource what, boolean shared, Sleep how, @Nullable String group) {
    tick();
    row.block(what, shared, how, group, now);
  }

  void holdsToWrite(TaskRow row, Resource lock) {
    hold(row, lock, false);
  }

  void holdsToRead(TaskRow row, Resource lock) {
    hold(row, lock, true);
  }

  private void hold(TaskRow row, Resource lock, boolean shared) {
    tick();
    row.hold(lock, shared, now);
  }

  void provides(TaskRow row, Resource completion) {
    row.mayBring(Prospects.of(Set.of(completion)));
  }

  /** Puts functions on a task's stack, the outermost first. */
  void runs(TaskRow row, String... functions) {
    Frame top = null;
    for (String function : functions) {
      top = Frame.push(top, function);
    }
    row.frame(top);
  }

  Verdict verdict() {
    return supervisors.verdict(now);
  }

  List<Finding> findings(Finding.Kind kind) {
    return supervisors.findings(now).stream().filter(one -> one.kind() == kind).toList();
  }

  Finding only(Finding.Kind kind) {
    List<Finding> found = findings(kind);
    if (found.size() != 1) {
      throw new AssertionError("not one " + kind.word() + " but " + found);
    }
    return found.get(0);
  }

  List<Finding> deadlocks() {
    return findings(Finding.Kind.DEADLOCK);
  }
}
