package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.cli.remote.StandInLiveRun;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {

  private static final Window SSH = new Window(80, 24);
  private static final Window LARGE = new Window(120, 40);

  private static List<String> lines(Moment moment, Window window, String... keys) {
    return Moments.text(Moments.after(moment, window, keys), moment, window);
  }

  private static String text(Moment moment, Window window, String... keys) {
    StringBuilder text = new StringBuilder();
    lines(moment, window, keys).forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return text.toString();
  }

  @Test
  void everythingFitsInto80ColumnsAnd24Rows() {
    assertThat(text(Moments.serverHangs(), SSH))
        .isEqualTo(
            """
            afs/silly-remove-server-hangs.conf  close sync  seed 1
            time 22.3 s of 60s  pace 1 of 1  lag 1.20 ms  verdict waits
            pending 8  growth 0/s  opened 4,213  closed 4,201
            closer's wait p99 6.29 ms max 11.9 ms  close lag p99 6.29 ms  RPC p99 6.51 ms
              mailbox        depth   oldest    in/s   out/s  gate    waits for
            > nfsd           3,211   12.2 s     400       0  closed
              nfsd-0             0        -       0       0  closed  afs-server
              nfsd-1             0        -       0       0  closed  io_lock(afs/)
              nfsd-2             0        -       0       0  closed  io_lock(afs/)
              vfs                0        -       0       0  open
              afs-server         0        -       0       0  open
              delayed_fput       0        -       0       0  open
            nfsd-0 (pid 100, kernel thread) blocked for 12.3 s
              afs-server, held up by fault #1 (hang for 30s)
              `- nfsd-0 waits 12.3 s for afs-server
                 `- nfsd-1, nfsd-2 (2 tasks) wait up to 12.3 s for io_lock(afs/)
            locks with a queue  1
              io_lock(afs/)  held by nfsd-0 12.3 s  queue: nfsd-1 12.3 s, nfsd-2 12.3 s
            findings  2
               15.0 s  3 nfsd threads wait up to 12.3 s for afs-server, held up by fault ...
               12.3 s  nfsd takes no requests: 3,211 are waiting, the oldest for 12.2 s
            faults  1
              #1 afs-server hang for 30s, at work 12.3 s, 17.7 s left
            Enter task  c locks  e log  v findings  f fault  l lift  [ back  ? keys  q quit
            """);
  }

  static Stream<Arguments> everyScreen() {
    List<Arguments> all = new ArrayList<>();
    for (Moment moment : List.of(Moments.serverHangs(), Moments.crowd(300), Moments.crowd(0))) {
      for (Window window : List.of(SSH, LARGE, new Window(60, 16), new Window(200, 60))) {
        for (String keys :
            List.of("", "END", "ENTER", "f", "l", "v", "c", "e", "?", "/ x", "f x ENTER")) {
          all.add(Arguments.of(moment, window, keys));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyScreen")
  void pictureHasAsManyRowsAsTheTerminalAndNoLineIsWider(
      Moment moment, Window window, String keys) {
    Screen screen =
        keys.isEmpty() ? Screen.FIRST : Moments.after(moment, window, keys.split(" ", -1));
    List<AttributedString> picture = Picture.of(screen, moment, window, true);
    assertThat(picture).hasSize(window.rows());
    assertThat(picture).allMatch(line -> line.columnLength() <= window.columns());
  }

  @Test
  void ofManyMailboxesThoseAroundTheChosenOneAreShown() {
    Moment crowd = Moments.crowd(300);
    assertThat(lines(crowd, SSH).get(0)).endsWith("  1-7 of 300");
    List<String> last = lines(crowd, SSH, "END");
    assertThat(last.get(0)).endsWith("  291-300 of 300");
    assertThat(last).filteredOn(line -> line.startsWith("> ")).hasSize(1);
    assertThat(last.get(14)).startsWith("> a-task-with...own-299");
    assertThat(lines(crowd, LARGE, "END", "PAGE_UP").get(0)).contains(" of 300");
  }

  @Test
  void longNamesLeaveTheFiguresInTheirPlaces() {
    assertThat(lines(Moments.crowd(300), SSH).get(5))
        .isEqualTo(
            "> a-task-with...s-own-0   1.23G   24.0 h    123k    0.40  closed  i_rwsem(a-f...");
    assertThat(lines(Moments.crowd(300), LARGE).get(5))
        .isEqualTo(
            "> a-task-with-quite-a-long-name-of-its-own-0    1.23G   24.0 h    123k    0.40"
                + "  closed  i_rwsem(a-file-with-a-long-na...");
  }

  @Test
  void morePanelLinesAreShownWhereThereIsMoreRoom() {
    assertThat(text(Moments.crowd(300), new Window(80, 16)))
        .contains("... 2 more")
        .contains("findings  2", "faults  1");
    assertThat(text(Moments.crowd(300), LARGE)).doesNotContain(" more");
  }

  @Test
  void pageOfATaskHasItsTreeWhatItHoldsAndItsStack() {
    assertThat(text(Moments.serverHangs(), SSH, "ENTER"))
        .contains(
            """
            nfsd-0 (pid 100, kernel thread) blocked for 12.3 s
              afs-server, held up by fault #1 (hang for 30s)
              `- nfsd-0 waits 12.3 s for afs-server
                 `- nfsd-1, nfsd-2 (2 tasks) wait up to 12.3 s for io_lock(afs/)

            holds
              io_lock(afs/) (mutex) for 12.3 s

            stack
              afs_d_iput
              __dentry_kill
            """);
  }

  @Test
  void pageOfFindingsHasAllTheirWords() {
    assertThat(text(Moments.serverHangs(), SSH, "v"))
        .contains(
            """
            findings
               15.0 s  3 nfsd threads wait up to 12.3 s for afs-server, held up by fault #1
                       (hang for 30s)
                  afs-server, held up by fault #1 (hang for 30s)
            """);
  }

  @Test
  void formShowsWhatMayStandInTheField() {
    assertThat(text(Moments.serverHangs(), SSH, "f"))
        .contains(
            """
            inject a fault
              target       nfsd
            > fault        pause                     pause kill
              for                                    as in 30s; empty: until lifted
            locks with a queue  1
              io_lock(afs/)  held by nfsd-0 12.3 s  queue: nfsd-1 12.3 s, nfsd-2 12.3 s
            findings  2
            """);
  }

  @Test
  void quietRunSaysSo() {
    ObjectNode live = StandInLiveRun.sample();
    live.putArray("findings");
    live.withObject("/faults").putArray("active");
    assertThat(text(Moments.of(live), SSH)).contains("findings  none so far\nfaults  none at work");
  }

  @Test
  void machineThatDoesNotKeepUpIsNotHidden() {
    ObjectNode live = StandInLiveRun.sample();
    live.withObject("/state/pace").put("asked", 50).put("measured", 12.34).put("keeps_up", false);
    live.withObject("/state/pace").put("lag_ns", 4_200_000_000L);
    assertThat(lines(Moments.of(live), SSH).get(1))
        .isEqualTo("time 22.3 s of 60s  pace 12.3 of 50  behind by 4.20 s  verdict waits");
  }

  @Test
  void whatIsNotKnownYetIsADash() {
    ObjectNode live = StandInLiveRun.sample();
    live.withObject("/state").putNull("growth_per_s").put("duration_ns", 0);
    live.withObject("/state/closer_wait").put("count", 0).putNull("p99_ns").putNull("max_ns");
    List<String> lines = lines(Moments.of(live), SSH);
    assertThat(lines.get(1)).startsWith("time 22.3 s  pace");
    assertThat(lines.get(2)).contains("growth not known yet");
    assertThat(lines.get(3)).startsWith("closer's wait p99 - max -");
  }

  @Test
  void nothingInANameMovesTheCursor() {
    ObjectNode live = StandInLiveRun.sample();
    live.withObject("/state/scenario").put("file", "a\u001B[2Jb\r\n.conf");
    assertThat(lines(Moments.of(live), SSH).get(0)).startsWith("a?[2Jb??.conf");
  }

  @Test
  void withoutColourThereIsNone() {
    Moment moment = Moments.serverHangs();
    assertThat(Picture.of(Screen.FIRST, moment, SSH, true))
        .anyMatch(line -> line.toAnsi().contains("\u001B[33m"));
    assertThat(Picture.of(Screen.FIRST, moment, SSH, false))
        .noneMatch(line -> line.toAnsi().matches(".*\u001B\\[[\\d;]*[34]\\d.*"));
  }

  @Test
  void refusalIsReadToItsEnd() {
    String refusal =
        "afs-srver: unknown server. Did you mean afs-server? Known: afs-server, backup-server,"
            + " one-more-server.";
    List<String> lines =
        Moments.text(Screen.FIRST.noting(List.of(refusal)), Moments.serverHangs(), SSH);
    assertThat(String.join(" ", lines.subList(21, 23))).isEqualTo(refusal);
  }

  @Test
  void silenceOfTheRunIsTold() {
    Moment silent = Moments.serverHangs().troubledBy("what listens at x has not answered for 5 s");
    assertThat(lines(silent, SSH).get(22)).isEqualTo("what listens at x has not answered for 5 s");
  }

  @Test
  void smallTerminalIsToldWhatIsNeeded() {
    assertThat(lines(Moments.serverHangs(), new Window(50, 10)))
        .hasSize(10)
        .contains("at least 60 columns and 16 rows are needed");
  }
}
