package org.fputlab.cli.screen;

/** What the keyboard is for just now. */
sealed interface Mode {

  /** Moving through the mailboxes. */
  record Browsing() implements Mode {}

  /** Writing what names must have in them. */
  record Filtering() implements Mode {}

  /** Filling in a fault. */
  record Injecting(FaultForm form) implements Mode {}

  /**
   * Choosing a fault to lift.
   *
   * @param row which of those at work, from 0
   */
  record Lifting(int row) implements Mode {}

  /**
   * Reading a page.
   *
   * @param task the task that the page is about, or ""
   * @param scrolled lines that are out of sight above
   */
  record Reading(Page page, String task, int scrolled) implements Mode {}

  /** Pages to read. */
  enum Page {
    TASK,
    FINDINGS,
    HELP
  }
}
