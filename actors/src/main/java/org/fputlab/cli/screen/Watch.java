package org.fputlab.cli.screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.fputlab.cli.remote.RemoteRun;
import org.fputlab.cli.remote.RunEvent;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/** One terminal on which a live run is watched: keys in, pictures out, until one of them ends. */
final class Watch implements Follower.Listener {

  private static final long KEY_MILLIS = 100;

  private final Terminal terminal;
  private final Keyboard keyboard;
  private final Display display;
  private final Follower follower;
  private final boolean inColour;
  private final Queue<Runnable> heard = new ConcurrentLinkedQueue<>();
  private Screen screen = Screen.FIRST;
  private Window window = new Window(0, 0);
  private final LogLines log = new LogLines();
  private final Past past = new Past();
  private @Nullable Moment newest;
  private @Nullable Ending ending;
  private boolean stale = true;

  Watch(Terminal terminal, RemoteRun run, long everyMillis, boolean inColour) {
    this.terminal = terminal;
    this.inColour = inColour;
    keyboard = new Keyboard(terminal);
    display = new Display(terminal, true);
    follower = new Follower(run, everyMillis, this);
    follower.lookAt(screen::taskLookedAt);
  }

  Ending untilItEnds() throws IOException {
    terminal.handle(Signal.INT, signal -> ended(new Ending.Left()));
    terminal.handle(Signal.WINCH, signal -> heard.add(this::measure));
    measure();
    Thread thread = new Thread(follower, "follower");
    thread.setDaemon(true);
    thread.start();
    try {
      while (ending == null) {
        step();
      }
      return ending;
    } finally {
      thread.interrupt();
    }
  }

  private void step() throws IOException {
    keyboard.next(KEY_MILLIS).ifPresent(this::press);
    for (Runnable news = heard.poll(); news != null; news = heard.poll()) {
      news.run();
      stale = true;
    }
    Moment latest = newest;
    if (stale && latest != null && ending == null) {
      draw(Picture.of(screen, past.chosen(latest).with(log), window, inColour));
      stale = false;
    }
  }

  private void measure() {
    Size size = terminal.getSize();
    window = new Window(Math.max(1, size.getColumns()), Math.max(1, size.getRows()));
    display.resize(window.rows(), window.columns());
    display.clear();
  }

  private void draw(List<AttributedString> picture) {
    display.update(new ArrayList<>(picture), 0); // it scrolls the list it was given
  }

  private void press(Key key) {
    stale = true;
    Moment latest = newest;
    if (latest == null) {
      if (key.is('q')) {
        ending = new Ending.Left();
      }
      return;
    }
    Controls.Step step = Controls.press(key, screen, past.chosen(latest).with(log), window);
    screen = step.screen();
    follower.lookAt(screen::taskLookedAt);
    follower.wantHolds(screen.showsHolds());
    grant(step.wish());
  }

  private void grant(Wish wish) {
    if (wish instanceof Wish.Leave) {
      ending = new Ending.Left();
    } else if (wish instanceof Wish.LookBack back) {
      past.move(back.looks());
    } else if (wish instanceof Wish.LookAtNow) {
      past.toNow();
    } else {
      follower.carry(wish);
    }
  }

  @Override
  public void seen(Moment latest) {
    heard.add(() -> take(latest));
  }

  private void take(Moment latest) {
    newest = latest;
    past.add(latest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  @Override
  public void told(RunEvent line) {
    heard.add(() -> log.add(line));
  }

  @Override
  public void answered(boolean done, List<String> lines) {
    heard.add(() -> screen = screen.answered(done, lines));
  }

  @Override
  public void ended(Ending how) {
    heard.add(() -> ending = how);
  }
}
