package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call trace that was read.
 *
 * @param frames innermost first
 * @param end the line behind its last
 */
record Stack(List<StackFrame> frames, int end) {

  /** Lines of other printers, or the wrapped ends of lines, between two frames. */
  private static final int FOREIGN_LINES = 8;

  /** So many functions at a stack's end may be at their begin: the kernel has threads start so. */
  private static final int BOTTOM = 2;

  /** What belongs to a trace without being a function. */
  private static final Pattern REST =
      Pattern.compile(
          "^(?:</?(?i:task|irq|nmi|exc|softirq|eoe|irqentry)>.*|R[A-Z0-9]{2}: .*|RIP: .*|Code: .*"
              + "|[FGCED]S: .*|CR[0-9]: .*|DR[0-9]: .*|PKRU: .*|--- .*|<EOI>|<IRQ>|ORIG_RAX.*"
              + "|(?:\\[<?[0-9a-f]+>?\\]\\s*)?0x[0-9a-f]+|[0-9a-f ]{20,}(?:<.*)?|\\.\\.\\.)$");

  /** Reads the trace at {@code at}; without frames where none is. */
  static Stack read(List<LogLine> lines, int at) {
    List<StackFrame> frames = new ArrayList<>();
    StackFrame caller = null;
    int pointer = Integer.MAX_VALUE;
    int end = at;
    for (int i = at, foreign = 0; i < lines.size() && foreign <= FOREIGN_LINES; i++) {
      String text = lines.get(i).text();
      StackFrame frame = StackFrame.of(text);
      if (frame != null) {
        if (frame.sure() && StackFrame.isPointer(text)) {
          pointer = Math.min(pointer, frames.size());
        }
        frames.add(frame);
        caller = StackFrame.callerIn(text);
        foreign = 0;
        end = i + 1;
      } else if (isEnd(text)) {
        return of(frames, caller, pointer, i + 1);
      } else if (REST.matcher(text).matches()) {
        end = frames.isEmpty() ? end : i + 1;
      } else {
        if (Boundary.isHead(text) || (text.isEmpty() && !goesOn(lines, i, frames.isEmpty()))) {
          break;
        }
        foreign++;
      }
    }
    return of(frames, caller, pointer, Math.max(end, at));
  }

  /**
   * With the caller that the last line of 32-bit ARM names. In doubt where pointers that lie on the
   * stack are printed as if they were callers.
   */
  private static Stack of(
      List<StackFrame> frames, @Nullable StackFrame caller, int pointer, int end) {
    if (caller != null) {
      frames.add(caller);
    }
    if (pointer < frames.size() - BOTTOM) {
      frames.replaceAll(StackFrame::unsure);
    }
    return new Stack(List.copyOf(frames), end);
  }

  private static boolean isEnd(String text) {
    return text.equalsIgnoreCase("</TASK>") || text.endsWith("] 0xffffffffffffffff");
  }

  /** Behind a blank line a trace goes on only where every other line is blank, or at its start. */
  private static boolean goesOn(List<LogLine> lines, int blank, boolean first) {
    return first && blank + 1 < lines.size() && StackFrame.of(lines.get(blank + 1).text()) != null;
  }
}
