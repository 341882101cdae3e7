package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.engine.Resource.Kind;
import org.junit.jupiter.api.Test;

class LockOrderTest {

  private final TaskTable table = new TaskTable();
  private final TaskRow row = table.register("t", "t", true);
  private final Resource first = table.resource(Kind.RWSEM, "mmap_lock", "mmap_lock(a)");
  private final Resource second = table.resource(Kind.RWSEM, "i_rwsem", "i_rwsem(x)");

  private void ask(Resource lock) {
    row.block(lock, false, Sleep.UNINTERRUPTIBLE, null, 5);
  }

  @Test
  void lockAskedForWhileAnotherIsHeldIsADependency() {
    row.frame(Frame.push(null, "munmap"));
    row.hold(first, false, 1);
    row.frame(Frame.push(null, "evict"));
    ask(second);
    assertThat(table.lockOrder().dependencies())
        .singleElement()
        .satisfies(
            dependency -> {
              assertThat(dependency.task()).isEqualTo("t");
              assertThat(dependency.held()).isSameAs(first);
              assertThat(dependency.taken()).isSameAs(second);
              assertThat(Frame.functions(dependency.heldAt())).containsExactly("munmap");
              assertThat(Frame.functions(dependency.takenAt())).containsExactly("evict");
              assertThat(dependency.at()).isEqualTo(5);
            });
  }

  @Test
  void pairOfClassesIsKeptOnce() {
    row.hold(first, false, 1);
    ask(second);
    ask(table.resource(Kind.RWSEM, "i_rwsem", "i_rwsem(y)"));
    assertThat(table.lockOrder().dependencies())
        .singleElement()
        .extracting(LockOrder.Dependency::taken)
        .isSameAs(second);
  }

  @Test
  void nothingHeldIsNoDependency() {
    ask(first);
    assertThat(table.lockOrder().dependencies()).isEmpty();
  }

  @Test
  void onlyLocksAndWorkItemsAreOrdered() {
    row.hold(table.resource(Kind.THREAD, "kthread", "end of t"), false, 0);
    ask(first);
    row.hold(first, false, 1);
    ask(table.resource(Kind.COMPLETION, "done", "completion done"));
    assertThat(table.lockOrder().dependencies()).isEmpty();
    row.take(table.resource(Kind.WORK, "(w).work", "(w).work"), false, 1);
    ask(second);
    assertThat(table.lockOrder().dependencies())
        .extracting(one -> one.held() + " -> " + one.taken())
        .containsExactly("mmap_lock(a) -> (w).work", "(w).work -> i_rwsem(x)");
  }

  @Test
  void dependencyIsFromTheLockTakenLast() {
    row.hold(first, false, 1);
    row.hold(table.resource(Kind.MUTEX, "nfsd_mutex", "nfsd_mutex"), false, 2);
    ask(second);
    assertThat(table.lockOrder().dependencies())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.held().name()).isEqualTo("nfsd_mutex");
              assertThat(one.holding())
                  .extracting(Hold::resource)
                  .containsExactly(first, one.held());
            });
  }

  @Test
  void classThatIsHeldAlreadyIsRecursionWhateverWasTakenSince() {
    row.hold(first, false, 1);
    row.hold(second, false, 2);
    ask(table.resource(Kind.RWSEM, "mmap_lock", "mmap_lock(b)"));
    assertThat(table.lockOrder().dependencies())
        .singleElement()
        .extracting(LockOrder.Dependency::held)
        .isSameAs(first);
  }

  @Test
  void classShowsInWhichModesItWasEverTaken() {
    ask(first);
    assertThat(first.lockClass()).hasToString("(mmap_lock){+.+.}-{3:3}");
    row.block(first, true, Sleep.UNINTERRUPTIBLE, null, 5);
    assertThat(first.lockClass()).hasToString("(mmap_lock){++++}-{3:3}");
  }

  @Test
  void classOfAnotherTypeOfFileSystemIsPrintedWithANumber() {
    LockClass one = ofType("ext4");
    assertThat(ofType("xfs").name()).isEqualTo("&sb->s_type->i_mutex_key#2");
    assertThat(one.name()).isEqualTo("&sb->s_type->i_mutex_key");
    assertThat(ofType("ext4")).isSameAs(one);
  }

  @Test
  void lockThatIsNotCheckedHasNoUsageAndNoOrder() {
    LockClass exempt = table.lockClass("dev", "", "&dev->mutex", LockClass.WaitType.SLEEP, false);
    Resource lock = table.resource(Kind.MUTEX, exempt, "dev");
    row.hold(first, false, 1);
    ask(lock);
    row.hold(lock, false, 2);
    ask(second);
    assertThat(exempt).hasToString("(&dev->mutex){....}-{3:3}");
    assertThat(table.lockOrder().dependencies())
        .extracting(one -> one.held() + " -> " + one.taken())
        .containsExactly("mmap_lock(a) -> i_rwsem(x)");
  }

  private LockClass ofType(String type) {
    return table.lockClass(
        "i_rwsem", type, "&sb->s_type->i_mutex_key", LockClass.WaitType.SLEEP, true);
  }

  @Test
  void newRunHasSeenNothing() {
    row.hold(first, false, 1);
    ask(second);
    table.clear();
    assertThat(table.lockOrder().dependencies()).isEmpty();
  }
}
