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
              "Calls are nested deeper than a kernel stack has room for.",
              "Look for closes inside closes: stacked file systems, sockets in flight. A deferred"
                  + " close starts on an empty stack.",
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
              "A step that may sleep ran in atomic context: with a spinlock held, as an RCU reader or"
                  + " with bottom halves off.",
              "Drop the spinlock or leave the section first. A plain fput is allowed there if the"
                  + " close is deferred.",
              LIMITS);
      case SPINNING ->
          finding(
              kind,
              "Tasks loop over steps that take no time, so the run was ended.",
              "Give the loop a step that takes time, or a wait.",
              LIMITS);
      case LONG_WAIT ->
          finding(
              kind,
              "A task has slept longer than long-wait-after, not voluntarily, and something could"
                  + " still wake it.",
              "Follow the tree to its root: a server, a device, a fault, or a worker with much to"
                  + " do. Everybody else in the tree only waits behind it.",
              FINDINGS);
      case STALLED_MAILBOX ->
          finding(
              kind,
              "Requests wait and none is taken. For a list of closes it names the release that keeps"
                  + " the worker busy.",
              "Look at the task that should take them, and at what it waits for.",
              LIMITS);
      case BACKLOG ->
          finding(
              kind,
              "A queue grows, by a statistical test with an interval, not by a fixed limit.",
              "Compare the rates: more closes arrive than the one worker can finish. Close in the"
                  + " caller, or bound the queue.",
              FINDINGS);
      case LATE ->
          finding(
              kind,
              "Deferred closes ran far later than the two ticks that the kernel needs.",
              "Look for a release that kept the worker busy, or for a growing queue.",
              LIMITS);
      case HOL ->
          finding(
              kind,
              "Head-of-line blocking: closes of healthy file systems waited behind one slow release of"
                  + " another, or shutdowns of mounts behind another shutdown.",
              "All deferred closes share one worker. Keep that release short, or close such files"
                  + " in their caller.",
              LIMITS);
      case UNFAIR ->
          finding(
              kind,
              "The list of deferred closes runs newest first: a close waited longer than late-after"
                  + " while later ones ran before it.",
              "The list is a stack, and the worker takes all of it at once. Keep it short, or close"
                  + " in the caller.",
              LIMITS);
      case MISSED_FLUSH ->
          finding(
              kind,
              "flush_delayed_fput returned while another task was still running closes that had been"
                  + " deferred before the call.",
              "Do not use it as a barrier before 6.14; since then it also waits for the worker.",
              "docs/language.md#files");
      case SILLY_RENAME ->
          finding(
              kind,
              "An unlink renamed a file instead of removing it, only because deferred closes still"
                  + " held it.",
              "Make sure that the close has ended before: close in the caller, or flush.",
              "docs/language.md#files");
      case UNDRAINED ->
          finding(
              kind,
              "nfsd's file cache moved files to its dispose list, and no thread takes them off it.",
              "Find out why no nfsd thread returns to its main loop.",
              LIMITS);
      case LOCK_ORDER ->
          finding(
              kind,
              "What lockdep would print: the orders in which locks were taken make a circle. This run"
                  + " need not have hung.",
              "Take the locks in one order. A close under a lock adds the locks of its release.",
              "docs/conformance.md");
      case HUNG_TASK ->
          finding(
              kind,
              "What khungtaskd would print: a task in uninterruptible sleep for longer than"
                  + " hung-after.",
              "Look at the long wait or deadlock of that task, which says who is to blame.",
              WAITS);
      case UNSEEN ->
          finding(
              kind,
              "What khungtaskd cannot report: killable, interruptible or idle sleeps, growing queues,"
                  + " workers that keep moving.",
              "Do not take a quiet kernel log for a healthy machine.",
              WAITS);
      case EBUSY ->
          finding(
              kind,
              "umount(2) failed with EBUSY, because a deferred close still held the mount.",
              "Make sure that the close has ended before: close in the caller, or flush.",
              LIMITS);
      case ETXTBSY ->
          finding(
              kind,
              "execve(2) failed with ETXTBSY because a writer's close had not ended, or an open for"
                  + " writing because the file was being run.",
              "Make sure that the close has ended before: close in the caller, or flush.",
              LIMITS);
      case FILE_MAX ->
          finding(
              kind,
              "An open of a user task failed with ENFILE: pending closes count as open files.",
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
              "This run showed no trouble. It is one order of events, with one seed.",
              "Another order may end differently: try explore and order.");
      case WAITS ->
          verdict(
              verdict,
              "A task waits longer than long-wait-after, and the wait can still end.",
              "Read the long waits.");
      case GROWS -> verdict(verdict, "A queue grows without bound.", "Read the backlog.");
      case SPINS ->
          verdict(
              verdict,
              "Tasks loop over steps that take no time, and the run was ended there.",
              "Read the finding spinning.");
      case DEADLOCK ->
          verdict(verdict, "Tasks wait for one another forever. Proven.", "Read the circle.");
      case CRASHES ->
          verdict(
              verdict,
              "A bug that a kernel reports or dies of: a stack overflow, a use after free, or a sleep"
                  + " in atomic context.",
              "Read the finding of that name.");
      case INCONCLUSIVE ->
          verdict(
              verdict, "The run ended before anything could be concluded.", "Run it for longer.");
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
