package org.fputlab.kernellog;

import java.util.List;

/** Lists of locks that tasks hold, and what says that there are none. */
final class LockListFinder implements Finder {

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    if (text.contains("lockdep is turned off")) {
      found.remark("lockdep had turned itself off after an earlier report: no lists of locks held");
      return at + 1;
    }
    if (!LockList.begins(text)) {
      return at;
    }
    LockList.Read read = LockList.read(lines, at);
    if (read == null) {
      return at;
    }
    found.add(read.list());
    return read.end();
  }
}
