package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.fputlab.cli.remote.StandInLiveRun;
import org.fputlab.cli.screen.MailboxRows.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlsTest {

  private static final Window SSH = new Window(80, 24);

  private final Moment moment = Moments.serverHangs();

  private Screen after(String... keys) {
    return Moments.after(moment, SSH, keys);
  }

  private Wish wish(String key, String... before) {
    return Controls.press(Moments.key(key), after(before), moment, SSH).wish();
  }

  private static List<String> names(Screen screen, Moment moment) {
    return MailboxRows.of(moment.live(), screen.choice()).stream()
        .map(row -> row.mailbox().actor())
        .toList();
  }

  private static String chosen(Screen screen, Moment moment) {
    return screen.choice().row(moment.live()).map(Row::mailbox).orElseThrow().actor();
  }

  @ParameterizedTest
  @CsvSource({
    "a, nfsd, delayed_fput",
    "d, nfsd, delayed_fput",
    "i, nfsd, delayed_fput",
    "n, afs-server, vfs",
    "o, vfs, delayed_fput",
    "w, nfsd-0, delayed_fput"
  })
  void keySortsByItsColumnAndTheSameKeyTheOtherWayRound(String key, String first, String last) {
    Screen once = key.equals("a") ? Screen.FIRST : after(key);
    assertThat(names(once, moment)).startsWith(first).endsWith(last);
    Screen twice = key.equals("a") ? after("a") : after(key, key);
    assertThat(twice.choice().reversed()).isTrue();
    assertThat(names(twice, moment).equals(names(once, moment))).isEqualTo(key.equals("o"));
  }

  @Test
  void closedGatesComeTogether() {
    assertThat(names(after("g"), moment)).startsWith("nfsd", "nfsd-0", "nfsd-1", "nfsd-2", "vfs");
    assertThat(names(after("g", "g"), moment)).startsWith("vfs", "afs-server", "delayed_fput");
  }

  @Test
  void oldestRequestComesFirstAndThenTheLongestWait() {
    assertThat(names(Screen.FIRST, moment)).startsWith("nfsd", "nfsd-0", "nfsd-1", "nfsd-2");
  }

  @Test
  void chosenMailboxStaysChosenWhenTheOrderChanges() {
    assertThat(chosen(after("DOWN", "DOWN"), moment)).isEqualTo("nfsd-1");
    assertThat(chosen(after("DOWN", "DOWN", "n"), moment)).isEqualTo("nfsd-1");
    ObjectNode later = StandInLiveRun.sample();
    later.withArray("/mailboxes").forEach(box -> ((ObjectNode) box).putNull("oldest_age_ns"));
    assertThat(chosen(after("DOWN", "DOWN"), Moments.of(later))).isEqualTo("nfsd-1");
  }

  @Test
  void topRowStaysChosenWhateverStandsThere() {
    assertThat(chosen(Screen.FIRST, moment)).isEqualTo("nfsd");
    assertThat(chosen(after("DOWN", "UP", "n"), moment)).isEqualTo("afs-server");
  }

  @Test
  void choiceStopsAtTheEnds() {
    assertThat(chosen(after("UP"), moment)).isEqualTo("nfsd");
    assertThat(chosen(after("END", "DOWN"), moment)).isEqualTo("delayed_fput");
    assertThat(chosen(after("PAGE_DOWN", "k", "j", "j"), moment)).isEqualTo("delayed_fput");
    assertThat(chosen(after("END", "HOME"), moment)).isEqualTo("nfsd");
  }

  @Test
  void poolShowsItsLongestWaitingTaskAndAServerWhoWaitsForIt() {
    assertThat(Screen.FIRST.taskLookedAt(moment.live())).contains("nfsd-0");
    assertThat(after("DOWN", "DOWN").taskLookedAt(moment.live())).contains("nfsd-1");
    assertThat(after("n").taskLookedAt(moment.live())).contains("nfsd-0");
    assertThat(after("n", "END").taskLookedAt(moment.live())).isEmpty();
  }

  @Test
  void pageKeepsToItsTask() {
    assertThat(after("DOWN", "DOWN", "ENTER").taskLookedAt(moment.live())).contains("nfsd-1");
    assertThat(after("DOWN", "ENTER", "ESCAPE").mode()).isInstanceOf(Mode.Browsing.class);
    assertThat(after("n", "END", "ENTER").notice())
        .containsExactly("there is no task behind this mailbox");
  }

  @Test
  void pageDoesNotScrollPastItsEnd() {
    Window low = new Window(80, 16);
    Screen end = Moments.after(moment, low, "DOWN", "ENTER", "END");
    assertThat(((Mode.Reading) end.mode()).scrolled()).isEqualTo(4);
    assertThat(Moments.text(end, moment, low)).contains("  kthread");
    Screen up = Controls.press(Moments.key("UP"), end, moment, low).screen();
    assertThat(((Mode.Reading) up.mode()).scrolled()).isEqualTo(3);
  }

  @Test
  void filterShowsOnlyNamesWithItsLetters() {
    assertThat(names(after("/", "F", "P", "x", "BACKSPACE"), moment))
        .containsExactly("delayed_fput");
    assertThat(names(after("/", "q", "ENTER"), moment)).isEmpty();
    assertThat(names(after("/", "f", "p", "ENTER", "ESCAPE"), moment)).hasSize(7);
    assertThat(names(after("/", "f", "p", "ESCAPE"), moment)).hasSize(7);
  }

  @Test
  void nothingBreaksWhereNoMailboxIsLeft() {
    Screen none = after("/", "q", "ENTER", "DOWN", "ENTER");
    assertThat(Moments.text(none, moment, SSH).get(0)).contains("with \"q\"");
  }

  @Test
  void formIsFilledInFromTheChosenMailboxToTheLastField() {
    assertThat(wish("ENTER", "f", "ENTER", "5", "s"))
        .isEqualTo(new Wish.Inject(Map.of("on", "nfsd", "do", "pause", "for", "5s")));
  }

  @Test
  void arrowsChooseTheFaultAndTheFieldsFollowIt() {
    Screen kill = after("f", "DOWN");
    assertThat(((Mode.Injecting) kill.mode()).form().fields()).containsExactly("on", "do");
    assertThat(wish("ENTER", "f", "DOWN"))
        .isEqualTo(new Wish.Inject(Map.of("on", "nfsd", "do", "kill")));
  }

  @Test
  void fewLettersAreEnoughForAName() {
    assertThat(wish("ENTER", "n", "END", "f", "e", "v", "i", "TAB", "s", "l", "TAB", "2", "ENTER"))
        .isEqualTo(new Wish.Inject(Map.of("on", "evict", "do", "slow-step", "by", "2")));
  }

  @Test
  void tabCompletesToTheFirstWordThatFitsAndEnterTakesWhatIsWritten() {
    Screen tab = after("n", "END", "f", "a", "f", "s", "TAB");
    assertThat(((Mode.Injecting) tab.mode()).form().text("on")).isEqualTo("afs-server");
    Screen enter = after("n", "END", "f", "a", "f", "s", "ENTER");
    assertThat(((Mode.Injecting) enter.mode()).form().text("on")).isEqualTo("afs");
  }

  @Test
  void settingsThatMustBeThereComeFirst() {
    Screen slow = after("n", "f", "DOWN");
    assertThat(((Mode.Injecting) slow.mode()).form().fields())
        .containsExactly("on", "do", "by", "for");
    Screen drop = after("n", "f", "DOWN", "DOWN");
    assertThat(((Mode.Injecting) drop.mode()).form().fields())
        .containsExactly("on", "do", "for", "interval", "nth", "probability", "times");
  }

  @Test
  void wordThatIsNotKnownIsLeftForTheRunToRefuse() {
    Screen odd = after("f", "BACK_TAB", "x", "TAB");
    assertThat(((Mode.Injecting) odd.mode()).form().text("on")).isEqualTo("nfsdx");
    assertThat(((Mode.Injecting) odd.mode()).form().words()).contains("hang", "pause", "kill");
  }

  @Test
  void refusedFormStaysAndAGrantedOneCloses() {
    Screen sent = after("f", "DOWN");
    assertThat(sent.answered(false, List.of("no")).mode()).isInstanceOf(Mode.Injecting.class);
    assertThat(sent.answered(true, List.of("yes")).mode()).isInstanceOf(Mode.Browsing.class);
    assertThat(after("f", "ESCAPE").mode()).isInstanceOf(Mode.Browsing.class);
  }

  @Test
  void faultIsChosenAndLifted() {
    assertThat(wish("ENTER", "l")).isEqualTo(new Wish.Lift(1));
    assertThat(wish("ENTER", "l", "DOWN")).isEqualTo(new Wish.Lift(1));
    assertThat(wish("r", "l")).isEqualTo(new Wish.LiftAll());
    assertThat(after("l", "ESCAPE").mode()).isInstanceOf(Mode.Browsing.class);
  }

  @Test
  void faultThatEndedMeanwhileIsNotMistakenForTheNextOne() {
    ObjectNode live = StandInLiveRun.sample();
    ((ObjectNode) live.path("faults").path("active").path(0)).put("id", 2);
    Controls.Step step = Controls.press(Moments.key("ENTER"), after("l"), Moments.of(live), SSH);
    assertThat(step.wish()).isEqualTo(new Wish.Nothing());
    assertThat(step.screen().notice()).containsExactly("#1 has ended by itself");
    assertThat(Moments.after(Moments.of(live), SSH, "l").mode()).isEqualTo(new Mode.Lifting(2));
  }

  @Test
  void withoutFaultsThereIsNothingToLift() {
    ObjectNode live = StandInLiveRun.sample();
    live.withObject("/faults").putArray("active");
    Moment calm = Moments.of(live);
    assertThat(Moments.after(calm, SSH, "l").notice()).containsExactly("no fault is at work");
    assertThat(Controls.press(Moments.key("ENTER"), after("l"), calm, SSH).wish())
        .isEqualTo(new Wish.Nothing());
  }

  @Test
  void onlyQLeavesAndNotWhileSomethingIsWritten() {
    assertThat(wish("q")).isEqualTo(new Wish.Leave());
    assertThat(wish("q", "/")).isEqualTo(new Wish.Nothing());
    assertThat(wish("q", "f")).isEqualTo(new Wish.Nothing());
    assertThat(wish("q", "ENTER")).isEqualTo(new Wish.Nothing());
    assertThat(wish("z")).isEqualTo(new Wish.Nothing());
  }

  @Test
  void noticeGoesAtTheNextKey() {
    Screen noted = Screen.FIRST.noting(List.of("#2 nfsd pause begins"));
    assertThat(Controls.press(Moments.key("DOWN"), noted, moment, SSH).screen().notice()).isEmpty();
  }

  @Test
  void whatIsFilledInStaysForOneKeyToBeginIt() {
    assertThat(after("x").notice()).containsExactly("no fault is prepared: f, fill it in, Esc");
    Screen kept = after("f", "ENTER", "5", "s", "ESCAPE");
    assertThat(kept.notice()).containsExactly("prepared: nfsd pause for 5s; x begins it");
    assertThat(wish("x", "f", "ENTER", "5", "s", "ESCAPE"))
        .isEqualTo(new Wish.Inject(Map.of("on", "nfsd", "do", "pause", "for", "5s")));
  }

  @Test
  void bracketsLookBackAndForward() {
    assertThat(wish("[")).isEqualTo(new Wish.LookBack(1));
    assertThat(wish("]")).isEqualTo(new Wish.LookBack(-1));
    assertThat(wish("{")).isEqualTo(new Wish.LookBack(10));
    assertThat(wish("ESCAPE")).isEqualTo(new Wish.LookAtNow());
  }

  @Test
  void logIsThatOfTheChosenActorAndThenOfAll() {
    assertThat(after("DOWN", "e").mode())
        .isInstanceOfSatisfying(
            Mode.Reading.class,
            log -> {
              assertThat(log.page()).isEqualTo(Mode.Page.LOG);
              assertThat(log.task()).isEqualTo("nfsd-0");
            });
    assertThat(wish("d", "DOWN", "e")).isEqualTo(new Wish.Tell("nfsd-0", "debug"));
    assertThat(after("DOWN", "e", "a", "d").notice()).containsExactly("choose an actor first: a");
    assertThat(after("DOWN", "e", "q").mode()).isEqualTo(new Mode.Browsing());
  }
}
