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
 * @param prepared a fault that is filled in and can be begun with one key
 */
record Screen(Choice choice, Mode mode, List<String> notice, Optional<FaultForm> prepared) {

  static final Screen FIRST =
      new Screen(Choice.FIRST, new Mode.Browsing(), List.of(), Optional.empty());

  Screen with(Choice other) {
    return new Screen(other, mode, notice, prepared);
  }

  Screen in(Mode other) {
    return new Screen(choice, other, notice, prepared);
  }

  Screen noting(List<String> lines) {
    return new Screen(choice, mode, lines, prepared);
  }

  /** The same with a fault that can be begun. */
  Screen preparing(FaultForm form) {
    return new Screen(choice, mode, notice, Optional.of(form));
  }

  /** Whether what tasks hold is to be known, however many there are. */
  boolean showsHolds() {
    return mode instanceof Reading reading && reading.page() == Page.LOCKS;
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
    return new Screen(choice, back ? new Mode.Browsing() : mode, lines, prepared);
  }
}
