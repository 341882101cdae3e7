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
   * @param fault the number of the chosen one, which may end meanwhile
   */
  record Lifting(int fault) implements Mode {}

  /**
   * Reading a page.
   *
   * @param task the task or actor that the page is about, or ""
   * @param scrolled lines that are out of sight above
   */
  record Reading(Page page, String task, int scrolled) implements Mode {}

  /** Pages to read. */
  enum Page {
    TASK,
    LOCKS,
    LOG,
    FINDINGS,
    HELP
  }
}
