package org.fputlab.cli.screen;

import java.util.List;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.cli.screen.Mode.Page;
import org.fputlab.cli.screen.Mode.Reading;

/**
 * What somebody who watches has chosen to see and is about to do.
 *
 * @param choice the mailboxes
 * @param mode what the keyboard is for
 * @param notice what came of the last wish, line by line; gone at the next key
 */
record Screen(Choice choice, Mode mode, List<String> notice) {

  static final Screen FIRST = new Screen(Choice.FIRST, new Mode.Browsing(), List.of());

  Screen with(Choice other) {
    return new Screen(other, mode, notice);
  }

  Screen in(Mode other) {
    return new Screen(choice, other, notice);
  }

  Screen noting(List<String> lines) {
    return new Screen(choice, mode, lines);
  }

  /** The task of which everything is to be known. */
  Optional<String> taskLookedAt(LiveView live) {
    if (mode instanceof Reading reading && reading.page() == Page.TASK) {
      return Optional.of(reading.task());
    }
    return choice.row(live).flatMap(row -> Subject.of(row.mailbox().actor(), live)).map(Task::name);
  }

  /** What the run said to a wish. A form that was refused stays, to be corrected. */
  Screen answered(boolean done, List<String> lines) {
    boolean back = done && (mode instanceof Mode.Injecting || mode instanceof Mode.Lifting);
    return new Screen(choice, back ? new Mode.Browsing() : mode, lines);
  }
}
