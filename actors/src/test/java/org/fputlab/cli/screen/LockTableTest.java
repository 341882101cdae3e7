package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.StandInLiveRun;
import org.junit.jupiter.api.Test;

/** Who holds a lock and who waits for it, in order. */
class LockTableTest {

  private static List<String> whole(LiveView live) {
    return LockTable.whole(live).stream().map(Line::text).toList();
  }

  @Test
  void queueStandsInTheOrderInWhichItsTasksCame() {
    assertThat(whole(StandInLiveRun.sampleView()))
        .containsExactly(
            "io_lock(afs/)  mutex  behind fault #1",
            "  held by  nfsd-0                       12.3 s",
            "  queue  1 nfsd-1                       12.3 s",
            "         2 nfsd-2                       12.3 s");
  }

  @Test
  void holderIsNamedWhereNotAllWasAskedFor() {
    ObjectNode live = StandInLiveRun.sample();
    live.path("tasks").forEach(task -> ((ObjectNode) task).remove("holds"));
    LockTable.Lock lock = LockTable.of(StandInLiveRun.view(live)).get(0);
    assertThat(lock.holders()).containsExactly(new LockTable.Party("nfsd-0", false, -1));
    assertThat(LockTable.brief(lock).text())
        .isEqualTo("  io_lock(afs/)  held by nfsd-0  queue: nfsd-1 12.3 s, nfsd-2 12.3 s");
  }

  @Test
  void readersAndWritersAreToldApart() {
    ObjectNode live = StandInLiveRun.sample();
    for (int i = 1; i <= 2; i++) {
      ObjectNode wait = live.withObject("/tasks/" + i + "/waits_for");
      wait.put("kind", "rw-semaphore").put("shared", i == 1);
    }
    assertThat(whole(StandInLiveRun.view(live)))
        .anyMatch(line -> line.endsWith("nfsd-1                       reads 12.3 s"))
        .anyMatch(line -> line.endsWith("nfsd-2                       writes 12.3 s"));
  }

  @Test
  void whereNobodyWaitsItSaysSo() {
    ObjectNode live = StandInLiveRun.sample();
    live.putArray("tasks");
    assertThat(whole(StandInLiveRun.view(live))).containsExactly("nobody waits for a lock");
  }
}
