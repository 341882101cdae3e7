package org.fputlab.cli.screen;

import java.util.List;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Active;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.cli.screen.Mode.Page;

/** What each key does, in each mode. */
final class Controls {

  /** What a key comes to. */
  record Step(Screen screen, Wish wish) {}

  private static final int ALL_ROWS = 1 << 20;
  private static final char DELETE = 127;
  private static final int LOOKS_AT_ONCE = 10;

  private final Screen screen;
  private final Moment moment;
  private final LiveView live;
  private final Window window;

  private Controls(Screen screen, Moment moment, Window window) {
    this.screen = screen;
    this.moment = moment;
    this.live = moment.live();
    this.window = window;
  }

  /**
   * What becomes of {@code screen} when a key is pressed.
   *
   * @param window what the terminal shows
   */
  static Step press(Key key, Screen screen, Moment moment, Window window) {
    Controls controls = new Controls(screen.noting(List.of()), moment, window);
    Mode mode = screen.mode();
    if (mode instanceof Mode.Filtering) {
      return controls.filter(key);
    } else if (mode instanceof Mode.Injecting injecting) {
      return controls.inject(key, injecting.form());
    } else if (mode instanceof Mode.Lifting lifting) {
      return controls.lift(key, lifting.fault());
    } else if (mode instanceof Mode.Reading reading) {
      return controls.read(key, reading);
    }
    return controls.browse(key);
  }

  private static Step to(Screen screen) {
    return new Step(screen, new Wish.Nothing());
  }

  private Step back() {
    return to(screen.in(new Mode.Browsing()));
  }

  /** Rows or lines that a key moves by; 0 if it moves nothing. */
  private int movement(Key key) {
    return switch (key.kind()) {
      case UP -> -1;
      case DOWN -> 1;
      case PAGE_UP -> -window.rows() / 2;
      case PAGE_DOWN -> window.rows() / 2;
      case HOME -> -ALL_ROWS;
      case END -> ALL_ROWS;
      case LETTER -> key.letter() == 'k' ? -1 : key.letter() == 'j' ? 1 : 0;
      default -> 0;
    };
  }

  private Step browse(Key key) {
    Choice choice = screen.choice();
    if (movement(key) != 0) {
      return to(screen.with(choice.movedBy(movement(key), live)));
    }
    Optional<Column> column = Column.of(key);
    if (column.isPresent()) {
      return to(screen.with(choice.sortedBy(column.get())));
    }
    return switch (key.kind()) {
      case ENTER -> readTask();
      case ESCAPE -> new Step(screen.with(choice.filteredBy("")), new Wish.LookAtNow());
      case LETTER -> command(key.letter());
      default -> to(screen);
    };
  }

  private Step command(char letter) {
    return switch (letter) {
      case 'q' -> new Step(screen, new Wish.Leave());
      case '/' -> to(screen.in(new Mode.Filtering()));
      case 'f' -> to(screen.in(new Mode.Injecting(form())));
      case 'x' -> beginPrepared();
      case '[' -> new Step(screen, new Wish.LookBack(1));
      case ']' -> new Step(screen, new Wish.LookBack(-1));
      case '{' -> new Step(screen, new Wish.LookBack(LOOKS_AT_ONCE));
      case '}' -> new Step(screen, new Wish.LookBack(-LOOKS_AT_ONCE));
      case 'c' -> to(screen.in(new Mode.Reading(Page.LOCKS, "", 0)));
      case 'e' -> to(screen.in(new Mode.Reading(Page.LOG, chosenActor(), ALL_ROWS)));
      case 'l' -> to(chooseFault());
      case 'v' -> to(screen.in(new Mode.Reading(Page.FINDINGS, "", 0)));
      case '?', 'h' -> to(screen.in(new Mode.Reading(Page.HELP, "", 0)));
      default -> to(screen);
    };
  }

  private Step readTask() {
    Optional<Task> task =
        screen.choice().row(live).flatMap(row -> Subject.of(row.mailbox().actor(), live));
    return to(
        task.map(one -> screen.in(new Mode.Reading(Page.TASK, one.name(), 0)))
            .orElse(screen.noting(List.of("there is no task behind this mailbox"))));
  }

  private String chosenActor() {
    return screen.choice().row(live).map(row -> row.mailbox().actor()).orElse("");
  }

  /**
   * The one that is prepared, unless it is on something else that the chosen mailbox stands for.
   */
  private FaultForm form() {
    FaultForm fresh = FaultForm.about(chosenActor(), live.faults().known());
    boolean isOnAnother = !fresh.text(FaultForm.ON).isEmpty();
    return screen
        .prepared()
        .filter(one -> !isOnAnother || one.text(FaultForm.ON).equals(fresh.text(FaultForm.ON)))
        .orElse(fresh);
  }

  private Step beginPrepared() {
    return screen
        .prepared()
        .map(form -> new Step(screen, new Wish.Inject(form.request())))
        .orElseGet(() -> to(screen.noting(List.of("no fault is prepared: f, fill it in, Esc"))));
  }

  /** What is filled in stays for one key to begin it. */
  private Step keep(FaultForm form) {
    Screen back = screen.in(new Mode.Browsing());
    return to(
        form.isPrepared()
            ? back.preparing(form).noting(List.of("prepared: " + form.spoken() + "; x begins it"))
            : back);
  }

  private Screen chooseFault() {
    List<Active> faults = live.faults().active();
    return faults.isEmpty() ? noFault() : screen.in(new Mode.Lifting(faults.get(0).id()));
  }

  private Screen noFault() {
    return screen.in(new Mode.Browsing()).noting(List.of("no fault is at work"));
  }

  private Step filter(Key key) {
    Choice choice = screen.choice();
    String text = choice.filter();
    return switch (key.kind()) {
      case ENTER -> back();
      case ESCAPE -> to(screen.with(choice.filteredBy("")).in(new Mode.Browsing()));
      case BACKSPACE ->
          to(screen.with(choice.filteredBy(text.substring(0, Math.max(0, text.length() - 1)))));
      case LETTER ->
          to(isWritten(key) ? screen.with(choice.filteredBy(text + key.letter())) : screen);
      default -> to(screen.with(choice.movedBy(movement(key), live)));
    };
  }

  private static boolean isWritten(Key key) {
    return key.letter() >= ' ' && key.letter() != DELETE;
  }

  private Step inject(Key key, FaultForm form) {
    return switch (key.kind()) {
      case ESCAPE -> keep(form);
      case TAB -> at(form.completed().next());
      case BACK_TAB -> at(form.previous());
      case UP -> at(form.words().isEmpty() ? form.previous() : form.choosing(-1));
      case DOWN -> at(form.words().isEmpty() ? form.next() : form.choosing(1));
      case BACKSPACE -> at(form.erasing());
      case LETTER -> at(isWritten(key) ? form.typing(key.letter()) : form);
      case ENTER -> form.isAtItsEnd() ? begin(form) : at(form.next());
      default -> at(form);
    };
  }

  private Step at(FaultForm form) {
    return to(screen.in(new Mode.Injecting(form)));
  }

  private Step begin(FaultForm form) {
    Screen begun = screen.preparing(form).in(new Mode.Injecting(form));
    return new Step(begun, new Wish.Inject(form.request()));
  }

  private Step lift(Key key, int chosen) {
    List<Integer> faults = live.faults().active().stream().map(Active::id).toList();
    if (faults.isEmpty()) {
      return to(noFault());
    }
    if (movement(key) != 0) {
      int to = Math.max(0, Math.min(faults.size() - 1, faults.indexOf(chosen) + movement(key)));
      return to(screen.in(new Mode.Lifting(faults.get(to))));
    }
    if (key.kind() == Key.Kind.ENTER) {
      return faults.contains(chosen)
          ? new Step(screen, new Wish.Lift(chosen))
          : to(screen.noting(List.of("#" + chosen + " has ended by itself")));
    }
    if (key.is('r')) {
      return new Step(screen, new Wish.LiftAll());
    }
    return key.kind() == Key.Kind.ESCAPE || key.is('q') ? back() : to(screen);
  }

  private Step read(Key key, Mode.Reading reading) {
    if (movement(key) != 0) {
      return to(screen.in(scrolled(reading, movement(key))));
    }
    if (reading.page() == Page.LOG && key.kind() == Key.Kind.LETTER) {
      return readLog(key.letter(), reading);
    }
    boolean done = key.kind() == Key.Kind.ESCAPE || key.kind() == Key.Kind.ENTER || key.is('q');
    return done ? back() : to(screen);
  }

  /** A log at its end stays at its end. */
  private Mode.Reading scrolled(Mode.Reading reading, int lines) {
    int last = Math.max(0, Pages.lines(reading, moment, window).size() - window.body());
    int scrolled = Math.max(0, Math.min(last, Math.min(last, reading.scrolled()) + lines));
    boolean follows = reading.page() == Page.LOG && scrolled == last;
    return new Mode.Reading(reading.page(), reading.task(), follows ? ALL_ROWS : scrolled);
  }

  private Step readLog(char letter, Mode.Reading reading) {
    String actor = reading.task();
    return switch (letter) {
      case 'q', 'e' -> back();
      case 'a' ->
          to(screen.in(new Mode.Reading(Page.LOG, actor.isEmpty() ? chosenActor() : "", ALL_ROWS)));
      case 'd' -> tell(actor, "debug");
      case 'i' -> tell(actor, "info");
      default -> to(screen);
    };
  }

  private Step tell(String actor, String level) {
    return actor.isEmpty()
        ? to(screen.noting(List.of("choose an actor first: a")))
        : new Step(screen, new Wish.Tell(actor, level));
  }
}
