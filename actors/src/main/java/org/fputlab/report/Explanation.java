package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * What a word of a report means, and what to do about it.
 *
 * @param word as reports write it
 * @param sort what the word names: {@code finding} or {@code verdict}
 * @param meaning what is known when it is there
 * @param advice what to do
 * @param page where more is
 */
public record Explanation(String word, String sort, String meaning, String advice, String page) {

  private static final String LIMITS = "docs/scenario-file.md#the-supervisors-limits-watch";
  private static final String FINDINGS = "docs/reports.md#findings";
  private static final String VERDICTS = "docs/reports.md#verdicts";
  private static final String WAITS = "docs/language.md#how-a-wait-sleeps";

  /** All of them: the findings in the order of reports, then the verdicts. */
  public static List<Explanation> all() {
    return Stream.concat(
            Stream.of(Finding.Kind.values()).map(Explanation::of),
            Stream.of(Verdict.values()).map(Explanation::of))
        .toList();
  }

  /** Those of this word: a finding, a verdict, or one of each. */
  public static List<Explanation> of(String word) {
    return all().stream().filter(one -> one.word.equals(word)).toList();
  }

  /** The lines that a terminal shows. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(word + ", a " + sort);
    lines.addAll(Paragraph.lines("  means  ", meaning));
    lines.addAll(Paragraph.lines("  do     ", advice));
    lines.addAll(Paragraph.lines("  more   ", page));
    return lines;
  }

  private static Explanation of(Finding.Kind kind) {
    return switch (kind) {
      case DEADLOCK ->
          finding(
              kind,
              "Proven: tasks wait for one another, and everything that could end one of these waits"
                  + " is known and stuck too.",
              "Read the circle. Drop the lock before the put, or put the close off, and run it"
                  + " again under that policy: compare shows all of them.",
              FINDINGS);
      case STACK_OVERFLOW ->
          finding(
              kind,
              "A task called more functions inside one another than a kernel stack has room for.",
              "Look for closes inside closes: stacked file systems, sockets in flight. A close that"
                  + " is put off starts on an empty stack.",
              LIMITS);
      case USE_AFTER_FREE ->
          finding(
              kind,
              "A task used a file, or put it once more, after its last reference was gone.",
              "Count the references: each open and each get needs exactly one put.",
              LIMITS);
      case ATOMIC_SLEEP ->
          finding(
              kind,
              "A task came to a place that may sleep, with a spinlock held, as an RCU reader or with"
                  + " bottom halves off.",
              "Drop the spinlock or leave the section first. A plain fput is fine there where the"
                  + " close is put off.",
              LIMITS);
      case SPINNING ->
          finding(
              kind,
              "Tasks take turn after turn while time stands still, so the run was ended.",
              "Give the loop a step that takes time, or a wait.",
              LIMITS);
      case LONG_WAIT ->
          finding(
              kind,
              "A task sleeps longer than long-wait-after, not by choice, and something could still"
                  + " end it.",
              "Follow the tree to its root: a server, a device, a fault, or a worker with much to"
                  + " do. Everybody else in the tree only waits behind it.",
              FINDINGS);
      case STALLED_MAILBOX ->
          finding(
              kind,
              "Requests age and nothing is taken. For a list of closes it names the release that"
                  + " holds the worker.",
              "Look at who should take them and what that one waits for.",
              LIMITS);
      case BACKLOG ->
          finding(
              kind,
              "A queue grows; by a statistical test, with an interval, not by a limit.",
              "Compare the rates: more comes in than the one worker can do. Close in the caller, or"
                  + " bound the queue.",
              FINDINGS);
      case LATE ->
          finding(
              kind,
              "Closes that were put off came far later than the two ticks that the kernel needs.",
              "Look for the release that took the worker's time, or a queue that grows.",
              LIMITS);
      case HOL ->
          finding(
              kind,
              "Head of line: closes of healthy file systems waited behind one slow release of"
                  + " another, or shutdowns of mounts behind another.",
              "All deferred closes share one worker. Keep that release short, or close such files"
                  + " in their caller.",
              LIMITS);
      case UNFAIR ->
          finding(
              kind,
              "Of a batch of closes that were put off, the one put first was done last, so much"
                  + " later than the first.",
              "The list is a stack, and what takes it takes all. Keep it short, or close in the"
                  + " caller.",
              LIMITS);
      case MISSED_FLUSH ->
          finding(
              kind,
              "flush_delayed_fput returned while another task still had closes in hand that were"
                  + " put off before the call.",
              "Do not take it for a barrier; since 6.14 it waits for the worker.",
              "docs/language.md#files");
      case SILLY_RENAME ->
          finding(
              kind,
              "An unlink renamed a file instead of removing it, and only closes that were put off"
                  + " held it.",
              "Let the close end before: close in the caller, or flush what was put off.",
              "docs/language.md#files");
      case UNDRAINED ->
          finding(
              kind,
              "nfsd's file cache moved files to its dispose list, and no thread takes them off.",
              "See why no nfsd thread comes back to its loop.",
              LIMITS);
      case LOCK_ORDER ->
          finding(
              kind,
              "What lockdep would print: locks were taken in orders that together make a circle. It"
                  + " need not have hung in this run.",
              "Take the locks in one order. A close inside a lock adds what its release takes.",
              "docs/conformance.md");
      case HUNG_TASK ->
          finding(
              kind,
              "What khungtaskd would print: a task in uninterruptible sleep since hung-after.",
              "Look at the long wait or deadlock beside it, which says who is to blame.",
              WAITS);
      case UNSEEN ->
          finding(
              kind,
              "Trouble that khungtaskd cannot see: killable, interruptible or idle sleep, queues,"
                  + " workers that move.",
              "Do not take a quiet kernel log for a healthy machine.",
              WAITS);
      case EBUSY ->
          finding(
              kind,
              "umount(2) failed, because a close that was put off still held the mount.",
              "Let the close end before: close in the caller, or flush what was put off.",
              LIMITS);
      case ETXTBSY ->
          finding(
              kind,
              "execve(2) failed because a writer was not closed yet, or a writer's open because the"
                  + " file was being run.",
              "Let the close end before: close in the caller, or flush what was put off.",
              LIMITS);
      case FILE_MAX ->
          finding(
              kind,
              "A user's open failed with ENFILE: pending closes count as open files.",
              "Look at the backlog; a larger file-max only postpones it.",
              LIMITS);
      case DEEP_STACK ->
          finding(
              kind,
              "The deepest stack of the run. A remark: nothing went wrong.",
              "Compare it with what the stack has room for.",
              LIMITS);
    };
  }

  private static Explanation of(Verdict verdict) {
    return switch (verdict) {
      case OK ->
          verdict(
              verdict,
              "Nothing to report of this run: one order of events, one seed.",
              "Another order may come out otherwise; other seeds are other orders.");
      case WAITS ->
          verdict(
              verdict,
              "Somebody waits longer than long-wait-after, and the wait can still end.",
              "Read the long waits.");
      case GROWS -> verdict(verdict, "A queue grows without bound.", "Read the backlog.");
      case SPINS ->
          verdict(verdict, "Time stands still, and the run was ended there.", "Read the finding.");
      case DEADLOCK ->
          verdict(verdict, "Tasks wait for one another forever. Proven.", "Read the circle.");
      case CRASHES ->
          verdict(
              verdict,
              "The kernel dies: of a stack without room, or of the use of something freed.",
              "Read the finding.");
      case INCONCLUSIVE ->
          verdict(
              verdict,
              "The run ended before anything could be concluded.",
              "Give it a longer duration.");
    };
  }

  private static Explanation finding(
      Finding.Kind kind, String meaning, String advice, String page) {
    return new Explanation(kind.word(), "finding", meaning, advice, page);
  }

  private static Explanation verdict(Verdict verdict, String meaning, String advice) {
    return new Explanation(verdict.word(), "verdict", meaning, advice, VERDICTS);
  }
}
