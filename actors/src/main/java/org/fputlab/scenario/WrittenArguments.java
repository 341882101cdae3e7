package org.fputlab.scenario;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Branch;
import org.fputlab.model.Dist;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Signal;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Spelling;
import org.fputlab.model.Step;
import org.fputlab.scenario.text.DistParser;

/** The words after a step's first, taken one by one and held against what is declared. */
final class WrittenArguments implements Arguments {

  /** The steps that an errno may end. */
  private static final List<String> MAY_FAIL = List.of("open", "exec", "mount", "umount");

  private final Deque<String> words;
  private final StepLine line;
  private final Program program;

  WrittenArguments(Deque<String> words, StepLine line, Program program) {
    this.words = words;
    this.line = line;
    this.program = program;
  }

  /** Splits a step at its spaces, except those in brackets. */
  static Deque<String> split(String step) throws BadValue {
    Deque<String> words = new ArrayDeque<>();
    int depth = 0;
    StringBuilder word = new StringBuilder();
    for (char c : (step.strip() + " ").toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(c)) {
        if (word.length() > 0) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    if (depth != 0 || word.length() > 0) {
      throw new BadValue(
          "has brackets that do not match",
          "A comma ends a step, so write uniform(1ms 3ms) without one");
    }
    return words;
  }

  @Override
  public boolean isEmpty() {
    return words.isEmpty();
  }

  @Override
  public String name(String what) throws BadValue {
    String name = next(what);
    if (!Values.isName(name)) {
      throw new BadValue(name + " is not the name of " + what, "Use letters, digits, - and _");
    }
    return name;
  }

  /** Takes this very word. */
  @Override
  public void word(String word) throws BadValue {
    String found = next("the word " + word);
    if (!found.equals(word)) {
      throw new BadValue("has " + found + " where the word " + word + " belongs", "");
    }
  }

  void end() throws BadValue {
    if (!words.isEmpty()) {
      throw new BadValue(
          "has " + words.element() + " after its last argument", "One step stands on one line");
    }
  }

  @Override
  public LockName lock(LockKind kind) throws BadValue {
    if (kind == LockKind.SEMAPHORE) {
      return semaphore();
    }
    String written = next("a lock");
    if (!LockName.isName(written)) {
      throw new BadValue("does not name a lock", "Write it as in mmap_lock(app) or nfsd_mutex");
    }
    LockName lock = LockName.of(written);
    program.locks().check(lock.word(), lock.instance(), kind);
    checkInstance(lock.word(), lock.instance());
    return lock;
  }

  private LockName semaphore() throws BadValue {
    String name = name("a semaphore");
    Names.check(name, program.names().semaphores(), "semaphore");
    program.locks().check(name, "", LockKind.SEMAPHORE);
    return new LockName(name, "");
  }

  @Override
  public LockName freezeLevel(String level) throws BadValue {
    String written = words.isEmpty() ? "" : words.element();
    if (LockName.isName(written)
        && LockKinds.isFreezeLevel(LockName.of(written).word())
        && !LockName.of(written).word().equals(level)
        && written.endsWith(")")) {
      throw new BadValue(written + " is another level", "This one is " + level);
    }
    return new LockName(level, superblock());
  }

  @Override
  public String superblock() throws BadValue {
    skip("thaw", "of");
    String written = next("a mount");
    String name = LockKinds.frozen(written);
    if (!Values.isName(name)) {
      throw new BadValue(written + " is not the name of a mount", "Use letters, digits, - and _");
    }
    checkInstance("s_umount", name);
    return name;
  }

  private void checkInstance(String word, String instance) throws BadValue {
    if (LockName.PLACEHOLDERS.contains(instance)) {
      program.scope().check(instance);
      LockKinds.checkPlaceholder(word, instance);
    }
    if (word.equals("s_umount")) {
      Names.check(instance, program.names().superblocks(program.scope()), "mount");
      program.names().checkSuperblock(instance);
    }
    if (instance.endsWith("/")) {
      String mount = instance.substring(0, instance.length() - 1);
      Names.check(mount, program.names().mounts(), "mount");
      program.names().checkSuperblock(mount);
    }
  }

  /** {@code C}, or {@code completion C} as reports have it. */
  @Override
  public String completion() throws BadValue {
    skip("completion");
    return ownName(name("a completion"));
  }

  @Override
  public String addressSpace() throws BadValue {
    return ownName(name("an address space"));
  }

  /** A name that comes up as it is used, and so may be none of the words that mean something. */
  private String ownName(String name) throws BadValue {
    if (program.scope().isFileSystem()) {
      Scope.checkOwn(name);
    }
    return name;
  }

  @Override
  public Dist time() throws BadValue {
    return DistParser.parse(next("a duration"), program.beside(line));
  }

  /** A server by name, or {@code server} for that of the file's own file system. */
  @Override
  public String server() throws BadValue {
    String name = name("a server");
    if (!(name.equals("server") && program.scope().isFileSystem())) {
      Names.check(name, program.names().servers(), "server");
    }
    return name;
  }

  @Override
  public String mount() throws BadValue {
    String name = name("a mount");
    Names.check(name, program.names().mounts(), "mount");
    return name;
  }

  /** Whether only one word is left, or none. */
  @Override
  public boolean isLast() {
    return words.size() <= 1;
  }

  @Override
  public int count(String what) throws BadValue {
    String number = next(what);
    if (!number.matches("[1-9]\\d{0,8}")) {
      throw new BadValue(number + " is not a count", "Write a whole number from 1 up");
    }
    return Integer.parseInt(number);
  }

  /** A work item of which there is one. */
  @Override
  public String singleWork() throws BadValue {
    if (isOwnWork()) {
      throw new BadValue("the kernel queues this work itself", "Close a file instead");
    }
    String name = work();
    if (program.names().fileWorks().contains(name)) {
      throw new BadValue(
          "work " + name + " has an item for each file",
          "Only queue_work " + name + " F is for it");
    }
    return name;
  }

  @Override
  public String flushedWork() throws BadValue {
    if (!isOwnWork()) {
      return singleWork();
    }
    String name = Spelling.workName(next("a work item"));
    if (name.equals(Spelling.FILE_CACHE_WORK)) {
      needNfsd();
    }
    return name;
  }

  /** A work of the scenario's that has such a name goes before. */
  private boolean isOwnWork() {
    String written = words.isEmpty() ? "" : words.element();
    return Spelling.isOwnWork(written) && !program.names().works().contains(Spelling.name(written));
  }

  /** A work that makes an item for each file that it is handed. */
  @Override
  public String workThatTakesAFile() throws BadValue {
    String name = work();
    if (!program.names().fileWorks().contains(name)) {
      throw new BadValue(
          "work " + name + " takes no file", "Leave the file out, or add file = it to " + name);
    }
    return name;
  }

  private String work() throws BadValue {
    String name = Spelling.name(next("a work item"));
    Names.check(name, program.names().works(), "work");
    return name;
  }

  @Override
  public String queue() throws BadValue {
    skip("flush", "of");
    String name = Spelling.name(next("a work queue"));
    Names.check(name, program.names().queues(), "work queue");
    return name;
  }

  @Override
  public String kthread() throws BadValue {
    skip("end", "of");
    String name = next("a kernel thread");
    program.names().checkKthread(name);
    return name;
  }

  @Override
  public Signal signal() throws BadValue {
    String name = next("a signal");
    List<String> known = Stream.of(Signal.values()).map(Signal::name).toList();
    Names.check(name, known, "signal");
    return Signal.valueOf(name);
  }

  @Override
  public String userTask(Signal sent) throws BadValue {
    String name = next("a user task");
    program.names().checkUserTask(name);
    program.interrupts(line, name, sent::ends);
    return name;
  }

  /** Reports put these words before a name; they say nothing that the step does not say. */
  private void skip(String... introduction) {
    List<String> ahead = List.copyOf(words);
    int length = introduction.length;
    if (ahead.size() > length && ahead.subList(0, length).equals(List.of(introduction))) {
      for (String word : introduction) {
        words.removeFirstOccurrence(word);
      }
    }
  }

  /** A file that is declared, or that the same program opens. */
  @Override
  public String file() throws BadValue {
    String name = fileName();
    if (name.equals(Scope.LOWER) && program.scope().isFileSystem()) {
      program.scope().check(name);
    }
    program.uses(name, line);
    return name;
  }

  @Override
  public String opened() throws BadValue {
    String file = ownName(fileName());
    program.opens(file);
    return file;
  }

  @Override
  public String ownMount() {
    return program.scope().mount();
  }

  @Override
  public boolean isNext(String word) {
    return word.equals(words.peek());
  }

  @Override
  public String inode() throws BadValue {
    String name = name("an inode");
    Scope.checkOwn(name);
    return name;
  }

  @Override
  public Step stepThatMayFail() throws BadValue {
    String word = next("a step");
    if (!MAY_FAIL.contains(word)) {
      throw new BadValue(word + " does not fail", "Retry one of " + String.join(", ", MAY_FAIL));
    }
    return StepTable.make(word, this);
  }

  @Override
  public Branch branch() throws BadValue {
    return new WrittenBranch(line, program).read(words);
  }

  @Override
  public Path path() throws BadValue {
    String name = name("a path");
    Names.check(name, program.names().paths().keySet(), "path");
    return program.called(name);
  }

  @Override
  public void needUserTask() throws BadValue {
    if (!program.scope().isUserTask()) {
      throw new BadValue("is for user tasks", "A kernel thread has no user mode to return to");
    }
  }

  @Override
  public void needKernelTask() throws BadValue {
    if (program.scope().isUserTask() || program.scope().isFileSystem()) {
      throw new BadValue("is for kernel threads", "A user task is frozen anyway");
    }
  }

  @Override
  public void freezesUserTasks() {
    program.interrupts(line, "", Sleeping.INTERRUPTIBLE::equals);
  }

  @Override
  public void needNfsd() throws BadValue {
    if (!program.names().threads().containsKey("nfsd")) {
      throw new BadValue("the machine runs no nfsd", "Add nfsd { threads = 8 }");
    }
  }

  @Override
  public void needRelease() throws BadValue {
    if (!program.scope().isRelease()) {
      throw new BadValue("is for a file system's release", "It means the socket being closed");
    }
  }

  /** {@code it} unless the step says otherwise. */
  private String fileName() throws BadValue {
    if (words.isEmpty()) {
      return "it";
    }
    String name = name("a file");
    if (StepTable.knows(name)) {
      throw new BadValue(name + " is a step of its own", "Put it on a line of its own");
    }
    return name;
  }

  private String next(String what) throws BadValue {
    if (words.isEmpty()) {
      throw new BadValue("needs " + what, "");
    }
    return words.remove();
  }
}
