package org.fputlab.cli.screen;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.StandInLiveRun;

/** Moments of live runs to draw. */
final class Moments {

  private Moments() {}

  /** The AFS server hangs, and three nfsd threads wait. */
  static Moment serverHangs() {
    return of(StandInLiveRun.sample());
  }

  static Moment of(ObjectNode live) {
    LiveView view = StandInLiveRun.view(live);
    return new Moment(view, view.tasks().get(0));
  }

  /** The same, with as many mailboxes of long names as wanted, all of which wait. */
  static Moment crowd(int mailboxes) {
    ObjectNode live = StandInLiveRun.sample();
    ArrayNode all = live.putArray("mailboxes");
    for (int i = 0; i < mailboxes; i++) {
      ObjectNode mailbox = all.addObject();
      mailbox.put("actor", "a-task-with-quite-a-long-name-of-its-own-" + i);
      mailbox.put("depth", 1_234_567_890L + i).put("oldest_age_ns", 86_400_000_000_000L);
      mailbox.put("in_per_s", 123_456.7).put("out_per_s", 0.4).put("gate", "closed");
      mailbox.put("waits_for", "i_rwsem(a-file-with-a-long-name-in-a-deep-directory)");
    }
    live.withObject("/tasks/0").put("name", "a-task-with-quite-a-long-name-of-its-own-0");
    return of(live);
  }

  /** What the screen shows, as plain text. */
  static List<String> text(Screen screen, Moment moment, Window window) {
    return Picture.of(screen, moment, window, false).stream().map(Object::toString).toList();
  }

  /** The screen after these keys; those of one letter write it. */
  static Screen after(Moment moment, Window window, String... keys) {
    Screen screen = Screen.FIRST;
    for (String key : keys) {
      screen = Controls.press(key(key), screen, moment, window).screen();
    }
    return screen;
  }

  static Key key(String name) {
    return name.length() == 1 ? Key.letter(name.charAt(0)) : Key.of(Key.Kind.valueOf(name));
  }
}
