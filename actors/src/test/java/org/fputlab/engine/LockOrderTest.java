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
    row.hold(table.resource(Kind.WORK, "(w).work", "(w).work"), false, 1);
    ask(second);
    assertThat(table.lockOrder().dependencies()).hasSize(2);
  }

  @Test
  void newRunHasSeenNothing() {
    row.hold(first, false, 1);
    ask(second);
    table.clear();
    assertThat(table.lockOrder().dependencies()).isEmpty();
  }
}
