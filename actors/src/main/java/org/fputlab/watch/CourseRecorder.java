package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;

/**
 * Looks at a run again and again and keeps what a picture of it needs. It reads the tables that the
 * run publishes, touches no actor, and changes nothing.
 */
public final class CourseRecorder {

  private static final int MOST_LANES = 400;
  private static final int MOST_SPANS = 60_000;
  private static final int MOST_TREES = 12;

  /** Another moment is the worst one only if this much more was waited for. */
  private static final double WORSE = 1.1;

  private final Tables tables;
  private final String pendingCloses;
  private final long every;
  private final List<Course.Point> points = new ArrayList<>();
  private final Map<String, GroupCounts> groups = new LinkedHashMap<>();
  private final Map<TaskRow, LaneRecorder> lanes = new LinkedHashMap<>();
  private final Map<Integer, Course.FaultSpan> faults = new LinkedHashMap<>();
  private Course.Moment worst = new Course.Moment(0, List.of(), List.of());
  private double worstSum;
  private double lastSum;

  /**
   * @param pendingCloses the gauge of final puts whose {@code __fput} has not ended
   * @param every how far apart the looks will be, in nanoseconds
   */
  public CourseRecorder(Tables tables, String pendingCloses, long every) {
    this.tables = tables;
    this.pendingCloses = pendingCloses;
    this.every = every;
  }

  /** Takes in what can be seen now. */
  public void look(long now) {
    WaitForGraph graph = new WaitForGraph(Sighting.all(tables.tasks().rows()), tables.agenda());
    groups.values().forEach(group -> group.begin(points.size()));
    long longest = 0;
    double sum = 0;
    for (Sighting task : graph.tasks()) {
      lanes.computeIfAbsent(task.row(), row -> new LaneRecorder(row, every)).look(task, graph, now);
      long waited = LaneRecorder.isTold(task) ? now - task.blockedOn().since() : 0;
      longest = Math.max(longest, waited);
      sum += waited >= every ? waited : 0;
      groups
          .computeIfAbsent(task.group(), name -> new GroupCounts(name, points.size()))
          .add(task, waited >= every, waited > 0 && !graph.isLive(task));
    }
    points.add(new Course.Point(now, tables.gauges().of(pendingCloses).depth(), longest));
    lookAtFaults(now);
    lastSum = sum;
    if (sum > worstSum * WORSE) {
      worstSum = sum;
      worst = moment(graph, now);
    }
  }

  private void lookAtFaults(long now) {
    for (Affliction fault : tables.afflictions().all()) {
      faults.put(
          fault.id(),
          new Course.FaultSpan(fault.id(), fault.target(), fault.what(), fault.since(), now));
    }
  }

  private Course.Moment moment(WaitForGraph graph, long now) {
    List<Affliction> active = tables.afflictions().all();
    return new Course.Moment(
        now, Snapshots.tasks(graph, active), Snapshots.trees(graph, active, now, MOST_TREES));
  }

  /** What was seen, with a last look at {@code now}. To be called once, while the tables stand. */
  public Course course(long now) {
    if (points.isEmpty() || points.get(points.size() - 1).at() < now) {
      look(now);
    }
    if (worst.tasks().isEmpty() || lastSum >= worstSum) {
      WaitForGraph graph = new WaitForGraph(Sighting.all(tables.tasks().rows()), tables.agenda());
      worst = moment(graph, now);
    }
    List<Course.Lane> all =
        lanes.values().stream()
            .map(lane -> lane.lane(now))
            .sorted(
                Comparator.comparing((Course.Lane lane) -> !lane.stuck())
                    .thenComparing(Comparator.comparingLong(Course.Lane::longest).reversed())
                    .thenComparingInt(Course.Lane::pid))
            .toList();
    List<Course.Lane> shown = shown(all);
    return new Course(
        every,
        List.copyOf(points),
        groups.values().stream().map(GroupCounts::group).toList(),
        shown,
        all.size() - shown.size(),
        List.copyOf(faults.values()),
        worst,
        locks(),
        circles());
  }

  private static List<Course.Lane> shown(List<Course.Lane> all) {
    List<Course.Lane> shown = new ArrayList<>();
    int spans = 0;
    for (Course.Lane lane : all) {
      spans += lane.spans().size();
      if (shown.size() == MOST_LANES || spans > MOST_SPANS) {
        break;
      }
      shown.add(lane);
    }
    return shown;
  }

  private LockGraph locks() {
    Map<String, Integer> pids = new LinkedHashMap<>();
    tables.tasks().rows().forEach(row -> pids.put(row.name(), row.pid()));
    LockGraph graph = new LockGraph();
    for (Dependency one : tables.tasks().lockOrder().dependencies()) {
      graph.add(new SeenInRun(one, pids.getOrDefault(one.task(), 0)).edge());
    }
    return graph;
  }

  private List<List<String>> circles() {
    return new LockOrderCycles()
        .cycles(tables.tasks()).stream()
            .map(cycle -> cycle.nodes().stream().map(Node::name).toList())
            .toList();
  }

  /** How many of a group did what, look by look. */
  private static final class GroupCounts {

    private static final int WORKS = 0;
    private static final int WAITS_BRIEFLY = 1;
    private static final int WAITS = 2;
    private static final int STUCK = 3;

    private final String name;
    private final List<int[]> counts = new ArrayList<>();
    private int size;
    private int most;

    GroupCounts(String name, int looksBefore) {
      this.name = name;
      for (int i = 0; i <= looksBefore; i++) {
        counts.add(new int[STUCK + 1]);
      }
    }

    void begin(int look) {
      size = 0;
      while (counts.size() <= look) {
        counts.add(new int[STUCK + 1]);
      }
    }

    void add(Sighting task, boolean waits, boolean stuck) {
      most = Math.max(most, ++size);
      int[] now = counts.get(counts.size() - 1);
      if (stuck) {
        now[STUCK]++;
      } else if (waits) {
        now[WAITS]++;
      } else if (task.state() == TaskRow.State.RUNNING) {
        now[WORKS]++;
      } else if (LaneRecorder.isTold(task)) {
        now[WAITS_BRIEFLY]++;
      }
    }

    Course.Group group() {
      return new Course.Group(
          name,
          most,
          counts.stream()
              .map(of -> List.of(of[WORKS], of[WAITS_BRIEFLY], of[WAITS], of[STUCK]))
              .toList());
    }
  }
}
