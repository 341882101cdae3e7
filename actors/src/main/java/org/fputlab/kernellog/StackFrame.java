package org.fputlab.kernellog;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One function of a printed call trace.
 *
 * @param function as printed, as in {@code dput.part.0}
 * @param module the module it is of, or ""
 * @param sure false where the kernel printed a question mark: an address found on the stack that
 *     need not be a caller (show_trace_log_lvl, arch/x86/kernel/dumpstack.c, v6.6)
 * @param inlined whether a decoder put it in for a function that was inlined
 */
public record StackFrame(String function, String module, boolean sure, boolean inlined) {

  /** How a sleep begins, besides {@code schedule} and its forms (kernel/sched/core.c). */
  private static final Set<String> SCHEDULERS =
      Set.of("__schedule", "io_schedule", "io_schedule_timeout", "thread_return");

  private static final String NAME = "([A-Za-z_$.][\\w.$]*)";
  private static final String PLACE =
      "[\\w./+-]+:[\\d?]+(?::\\d+)?(?:\\s+\\(discriminator \\d+\\))?";

  private static final String ADDRESS = "\\(?\\[<?(?:0x)?[0-9a-fA-F]*>?\\]\\s*";

  /** Every architecture's way since 2.6, with address or without; RHEL 5 has the module first. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "^(?:"
              + ADDRESS
              + ")*(\\?\\s*)?(?::(\\w+):)?\\(?"
              + NAME
              + "(?:\\+|\\s+\\+\\s+)0x([0-9a-f]+)(?:/0x([0-9a-f]+))?\\)?"
              + "(?:\\s+\\[([\\w-]+)[^\\]]*\\]?)?(.*)$");

  /** 32-bit ARM tells the callee of each return address. */
  private static final Pattern ARM =
      Pattern.compile(
          "^(?:"
              + ADDRESS
              + ")?\\(?"
              + NAME
              + "(?:\\s+\\[([\\w-]+)\\])?\\)? from (?:"
              + ADDRESS
              + ")?\\(?"
              + NAME
              + "\\+0x.*$");

  /** What syzbot adds for inlined functions. */
  private static final Pattern INLINED =
      Pattern.compile("^" + NAME + "\\s+[\\w./+-]+:\\d+\\s+\\[inline\\]$");

  /** scripts/decode_stacktrace.sh. */
  private static final Pattern DECODED =
      Pattern.compile(
          "^(\\?\\s+)?"
              + NAME
              + "\\s+\\("
              + PLACE
              + "(?:\\s+"
              + PLACE
              + ")*\\s*\\)"
              + "(?:\\s+(\\w[\\w-]*))?(?:\\s.*)?$");

  /** The crash utility's bt, and drgn's. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "^#\\d+\\s+(?:\\[[0-9a-f]+\\]\\s+|0x[0-9a-f]+ in )?(\\?\\s*)?"
              + NAME
              + "(?:\\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?)?"
              + "(?:\\s+at\\s+[0-9a-f]{6,}(?:\\s+\\[([\\w-]+)\\])?|\\s+\\(.*\\)?)$");

  /** A frame's line, or null. */
  static @Nullable StackFrame of(String text) {
    if (text.length() < 4) {
      return null;
    }
    if (text.charAt(0) == '#') {
      Matcher numbered = NUMBERED.matcher(text);
      return numbered.matches()
          ? new StackFrame(numbered.group(2), or(numbered.group(3)), true, false)
          : null;
    }
    if (text.contains("0x")) {
      Matcher plain = PLAIN.matcher(text);
      if (plain.matches() && isFrame(plain.group(7))) {
        String module = plain.group(2) == null ? or(plain.group(6)) : plain.group(2);
        boolean sure =
            plain.group(1) == null && !text.startsWith("([<") && !text.contains("(unreliable)");
        return new StackFrame(plain.group(3), module, sure, false);
      }
    }
    return less(text);
  }

  private static @Nullable StackFrame less(String text) {
    if (text.endsWith("[inline]")) {
      Matcher inlined = INLINED.matcher(text);
      return inlined.matches() ? new StackFrame(inlined.group(1), "", true, true) : null;
    }
    if (text.contains(" from ")) {
      Matcher arm = ARM.matcher(text);
      if (arm.matches()) {
        return new StackFrame(arm.group(1), or(arm.group(2)), true, false);
      }
    }
    if (text.indexOf('(') > 0 && text.indexOf(':') > 0) {
      Matcher decoded = DECODED.matcher(text);
      return decoded.matches()
          ? new StackFrame(decoded.group(2), or(decoded.group(3)), decoded.group(1) == null, false)
          : null;
    }
    return null;
  }

  /**
   * Whether a line names the very begin or end of a function. Nobody returns there: it is a pointer
   * to a function that was found on the stack, and kernels that print such lines without a question
   * mark print all that they find.
   */
  static boolean isPointer(String text) {
    Matcher plain = text.contains("0x") ? PLAIN.matcher(text) : null;
    return plain != null
        && plain.matches()
        && plain.group(5) != null
        && (plain.group(4).equals(plain.group(5)) || plain.group(4).equals("0"));
  }

  StackFrame unsure() {
    return new StackFrame(function, module, false, inlined);
  }

  /** Who called the function of a line of 32-bit ARM, or null where it is no such line. */
  static @Nullable StackFrame callerIn(String text) {
    Matcher arm = text.contains(" from ") ? ARM.matcher(text) : null;
    return arm != null && arm.matches() ? new StackFrame(arm.group(3), "", true, false) : null;
  }

  /** What may stand behind a function: its place in the source, a mark, a module's build id. */
  private static boolean isFrame(String behind) {
    String rest = behind.strip();
    return rest.isEmpty() || (!rest.contains(" is ") && rest.split("\\s+", -1).length <= 8);
  }

  private static String or(@Nullable String group) {
    return group == null ? "" : group;
  }

  /** The function as its source has it, without what compilers add to clones and cold parts. */
  public String source() {
    int end = function.indexOf('.', 1);
    return end < 0 ? function : function.substring(0, end);
  }

  /**
   * The functions of a stack that are callers: those of which the kernel is sure. Where it is sure
   * of none, as kernels without an unwinder are, those from the scheduler on: what is above is left
   * of earlier calls.
   */
  public static List<StackFrame> calls(List<StackFrame> stack) {
    List<StackFrame> certain = stack.stream().filter(StackFrame::sure).toList();
    return certain.isEmpty() ? belowRemains(stack) : certain;
  }

  private static List<StackFrame> belowRemains(List<StackFrame> stack) {
    for (int i = 0; i < stack.size(); i++) {
      if (stack.get(i).isScheduler()) {
        return stack.subList(i, stack.size());
      }
    }
    return stack;
  }

  /** Whether a sleep begins there. */
  boolean isScheduler() {
    return source().startsWith("schedule") || SCHEDULERS.contains(source());
  }

  /** As the kernel prints it: with a question mark where it is not sure. */
  public String text() {
    return sure ? function : "? " + function;
  }
}
