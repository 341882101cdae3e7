package org.fputlab.scenario.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.watch.Course;
import org.junit.jupiter.api.Test;

/** What a picture of a run is drawn from. */
class CourseListenerTest {

  private static final long SECOND = 1_000_000_000L;

  private static RunResult run(String name, ClosePolicy close, RunListener listener)
      throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    try (Runner runner = new Runner()) {
      return runner.run(scenario, new RunOptions(close, 1, scenario.duration()), listener);
    }
  }

  private static Course course(String name, ClosePolicy close, long duration) throws Exception {
    CourseListener listener = new CourseListener(duration);
    run(name, close, listener);
    return listener.course();
  }

  private static Course.Lane lane(Course course, String task) {
    return course.lanes().stream().filter(one -> one.name().equals(task)).findFirst().orElseThrow();
  }

  @Test
  void whoLooksChangesNothing() throws Exception {
    String name = "afs/silly-remove-server-hangs";
    RunResult alone = run(name, ClosePolicy.SYNC, RunListener.NONE);
    RunResult seen = run(name, ClosePolicy.SYNC, new CourseListener(60 * SECOND));
    assertThat(seen.traceHash()).isEqualTo(alone.traceHash());
    assertThat(seen.steps()).isEqualTo(alone.steps());
    assertThat(seen.findings()).isEqualTo(alone.findings());
  }

  @Test
  void aLaneHasTheWaitFromItsBeginningAndWhoKeepsIt() throws Exception {
    Course course = course("afs/silly-remove-server-hangs", ClosePolicy.SYNC, 60 * SECOND);
    Course.Lane waits = lane(course, "nfsd-6");
    assertThat(waits.stuck()).isFalse();
    assertThat(waits.longest()).isBetween(49 * SECOND, 50 * SECOND);
    assertThat(waits.spans())
        .anySatisfy(
            span -> {
              assertThat(span.what()).isEqualTo(Course.What.WAITS);
              assertThat(span.thing()).isEqualTo("io_lock(afs/)");
              assertThat(span.by()).isEqualTo("nfsd-4");
              assertThat(span.since()).isBetween(10 * SECOND, 11 * SECOND);
              assertThat(span.until()).isEqualTo(60 * SECOND);
            });
    assertThat(lane(course, "nfsd-4").spans())
        .anySatisfy(
            span -> {
              assertThat(span.what()).isEqualTo(Course.What.HOLDS);
              assertThat(span.thing()).isEqualTo("io_lock(afs/)");
            });
    assertThat(course.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.since()).isEqualTo(10 * SECOND));
  }

  @Test
  void aTaskDoesOneThingAtATime() throws Exception {
    Course course = course("afs/silly-remove-server-hangs", ClosePolicy.SYNC, 60 * SECOND);
    for (Course.Lane lane : course.lanes()) {
      List<Course.Span> does =
          lane.spans().stream()
              .filter(span -> span.what() != Course.What.HOLDS)
              .sorted(Comparator.comparingLong(Course.Span::since))
              .toList();
      for (int i = 1; i < does.size(); i++) {
        assertThat(does.get(i).since())
            .as("%s: %s after %s", lane.name(), does.get(i), does.get(i - 1))
            .isGreaterThanOrEqualTo(does.get(i - 1).until());
      }
    }
  }

  @Test
  void whoeverWaitsIsInTheTreeOfItsRoot() throws Exception {
    Course course = course("afs/silly-remove-server-hangs", ClosePolicy.SYNC, 60 * SECOND);
    assertThat(course.worst().trees())
        .singleElement()
        .satisfies(
            tree -> {
              assertThat(tree.first()).isEqualTo("nfsd-4");
              assertThat(tree.tasks()).hasSize(8).contains("nfsd-4", "nfsd-6");
              assertThat(tree.lines()).noneMatch(line -> line.startsWith("stack of"));
            });
  }

  @Test
  void theWorstMomentIsWhenTheMostWasWaitedFor() throws Exception {
    Course course = course("afs/silly-remove-server-hangs", ClosePolicy.SYNC, 60 * SECOND);
    assertThat(course.worst().at()).isEqualTo(60 * SECOND);
    assertThat(course.worst().tasks()).filteredOn(task -> task.waitsFor() != null).hasSize(8);
    assertThat(course.worst().trees().get(0).lines()).first().asString().contains("afs-server");
  }

  @Test
  void whoWaitsForEverIsMarked() throws Exception {
    Course course = course("nfsd/stopped-thread-needs-nfsd-mutex", ClosePolicy.SYNC, 10 * SECOND);
    assertThat(course.lanes().stream().filter(Course.Lane::stuck).map(Course.Lane::name))
        .contains("nfsd-0", "rpc-nfsd");
    List<Integer> last =
        course.groups().stream()
            .filter(group -> group.name().equals("nfsd"))
            .map(group -> group.counts().get(group.counts().size() - 1))
            .findFirst()
            .orElseThrow();
    assertThat(last).containsExactly(0, 0, 0, 4);
  }
}
