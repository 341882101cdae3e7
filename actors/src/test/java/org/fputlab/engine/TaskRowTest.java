package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Objects;
import java.util.Set;
import org.fputlab.engine.Resource.Kind;
import org.junit.jupiter.api.Test;

class TaskRowTest {

  private final TaskTable table = new TaskTable();
  private final TaskRow row = table.register("nfsd-0", "nfsd", true);
  private final Resource lock = table.resource(Kind.RWSEM, "i_rwsem", "i_rwsem(a)");

  private void changes(Runnable change) {
    int before = row.epoch();
    change.run();
    assertThat(row.epoch()).isGreaterThan(before);
  }

  private static Wait waitOf(TaskRow task) {
    return Objects.requireNonNull(task.waitsFor());
  }

  @Test
  void epochMovesWithEveryChange() {
    changes(row::run);
    changes(() -> row.hold(lock, false, 1));
    changes(() -> row.block(lock, true, Sleep.KILLABLE, null, 2));
    changes(() -> row.drop(lock));
    changes(() -> row.idle(3));
    changes(() -> row.mayBring(Prospects.of(Set.of(lock))));
    changes(() -> row.end(TaskRow.State.EXITED, 4));
  }

  @Test
  void epochStandsStillWhileNothingChanges() {
    int before = row.epoch();
    row.holds();
    row.waitsFor();
    assertThat(row.epoch()).isEqualTo(before);
  }

  @Test
  void droppingWhatIsNotHeldFails() {
    assertThatIllegalStateException()
        .isThrownBy(() -> row.drop(lock))
        .withMessageContaining("nfsd-0")
        .withMessageContaining("i_rwsem(a)");
  }

  @Test
  void lastHoldIsDroppedFirst() {
    row.hold(lock, false, 1);
    row.hold(lock, true, 2);
    row.drop(lock);
    assertThat(row.holds()).extracting(Hold::since).containsExactly(1L);
    assertThat(row.isHolding(lock)).isTrue();
    row.drop(lock);
    assertThat(row.isHolding(lock)).isFalse();
    assertThat(row.holds()).isEmpty();
  }

  @Test
  void onlyABlockedTaskWaits() {
    row.block(lock, true, Sleep.KILLABLE, "nfsd", 7);
    Wait wait = waitOf(row);
    assertThat(wait.resource()).isSameAs(lock);
    assertThat(wait.shared()).isTrue();
    assertThat(wait.sleep()).isEqualTo(Sleep.KILLABLE);
    assertThat(wait.since()).isEqualTo(7);
    assertThat(wait.group()).isEqualTo("nfsd");
    row.run();
    assertThat(row.waitsFor()).isNull();
  }

  @Test
  void waitsAreNumberedInTheOrderTheyBegan() {
    TaskRow later = table.register("nfsd-1", "nfsd", true);
    row.block(lock, false, Sleep.UNINTERRUPTIBLE, null, 0);
    later.block(lock, false, Sleep.UNINTERRUPTIBLE, null, 0);
    assertThat(waitOf(row).order()).isLessThan(waitOf(later).order());
  }

  @Test
  void remembersItsDeepestStack() {
    Frame outer = Frame.push(null, "kthread");
    row.frame(Frame.push(outer, "__fput"));
    row.frame(outer);
    assertThat(row.deepest()).isEqualTo(2);
    assertThat(Frame.functions(row.frame())).containsExactly("kthread");
  }

  @Test
  void killedTaskKeepsWhatItHolds() {
    row.hold(lock, false, 1);
    row.end(TaskRow.State.KILLED, 2);
    assertThat(row.isHolding(lock)).isTrue();
    assertThat(row.state()).isEqualTo(TaskRow.State.KILLED);
  }
}
