package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Step;

/** The words of open files and their references. */
public final class FileWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "open",
              "[F [on MOUNT [inode I]] [for write]]",
              "Opens a file and calls it F; it has an inode of its own unless one is named.",
              FileWords::open),
          new Word(
              "exec",
              "F on MOUNT inode I",
              "Opens a file to be run and calls it F; fails while it is open for writing.",
              FileWords::exec),
          new Word(
              "close",
              "[F]",
              "Does what close(2) does, or nfsd's file cache in a client's op.",
              a -> new Close(a.file())),
          new Word(
              "fput",
              "[F]",
              "Drops a reference; the policy says what the last one turns into.",
              a -> new Fput(a.file())),
          new Word(
              "__fput_sync",
              "[F]",
              "Drops a reference; the last one finalises here, whatever the policy.",
              a -> new FputSync(a.file())),
          new Word(
              "fput_bounded",
              "N [F]",
              "Drops a reference as fput does while fewer than N closes are pending; else finalises"
                  + " here.",
              FileWords::fputBounded),
          new Word("get_file", "[F]", "Takes one more reference.", a -> new GetFile(a.file())),
          new Word(
              "unlink",
              "[F], or on MOUNT inode I",
              "Removes the file's name; a silly-renaming file system keeps the file until its last"
                  + " close.",
              FileWords::unlink),
          new Word(
              "flush_delayed_fput",
              "",
              "Finalises the machine's whole list of delayed closes in the caller.",
              a -> new FlushDelayedFput()));

  private FileWords() {}

  private static Step open(Arguments a) throws BadValue {
    String file = a.opened();
    boolean anywhere = a.isEmpty() || a.isNext("for");
    String mount = a.ownMount();
    String inode = "";
    if (!anywhere) {
      a.word("on");
      mount = a.mount();
    }
    if (!a.isEmpty() && !a.isNext("for")) {
      a.word("inode");
      inode = a.inode();
    }
    OpenMode mode = OpenMode.READ;
    if (!a.isEmpty()) {
      a.word("for");
      a.word("write");
      mode = OpenMode.WRITE;
    }
    if (mount.isEmpty()) {
      throw new BadValue("does not say on which mount", "Write open " + file + " on MOUNT");
    }
    return new Open(file, mount, inode, mode);
  }

  private static Step exec(Arguments a) throws BadValue {
    if (a.isEmpty()) {
      throw new BadValue("needs a file", "");
    }
    String file = a.opened();
    a.word("on");
    String mount = a.mount();
    a.word("inode");
    return new Open(file, mount, a.inode(), OpenMode.EXEC);
  }

  private static Step unlink(Arguments a) throws BadValue {
    if (!a.isNext("on")) {
      return new Unlink(a.file());
    }
    a.word("on");
    String mount = a.mount();
    a.word("inode");
    return new UnlinkByName(mount, a.inode());
  }

  private static Step fputBounded(Arguments a) throws BadValue {
    int most = a.count("how many closes may be pending");
    return new FputBounded(a.file(), most);
  }

  /**
   * {@code open}: a new open file, on an inode of its own unless one is named. {@code exec} opens
   * one to be run.
   */
  public record Open(String file, String mount, String inode, OpenMode mode) implements Step {

    /** To be read. */
    public Open(String file, String mount, String inode) {
      this(file, mount, inode, OpenMode.READ);
    }

    @Override
    public boolean run(Calls task) {
      return task.the(OpenFiles.class).open(file, mount, inode, mode);
    }

    @Override
    public List<Effect> effects() {
      Effect opens = new Effect.Opens(file, mount, inode, mode);
      return inode.isEmpty()
          ? List.of(opens)
          : List.of(new Effect.WaitsForFlag(Inodes.freeing(inode)), opens);
    }
  }

  /** {@code close}: what close(2), or nfsd's file cache, does with an open file. */
  public record Close(String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(FilePuts.class).close(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Puts(file, Effect.Way.CLOSE));
    }
  }

  /** {@code fput}: drops a reference; the policy says what the last one turns into. */
  public record Fput(String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(FilePuts.class).fput(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Puts(file, Effect.Way.FPUT));
    }
  }

  /** {@code __fput_sync}: drops a reference; the last one finalises here, whatever the policy. */
  public record FputSync(String file) implements Step {
    @Override
    public String word() {
      return "__fput_sync";
    }

    @Override
    public boolean run(Calls task) {
      return task.the(FilePuts.class).fputSync(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Puts(file, Effect.Way.SYNC));
    }
  }

  /**
   * {@code fput_bounded}: {@code fput} while fewer than {@code most} closes are pending, else
   * {@code __fput_sync}.
   */
  public record FputBounded(String file, int most) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(FilePuts.class).fputBounded(file, most);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Puts(file, Effect.Way.BOUNDED));
    }
  }

  /** {@code get_file}: one more reference. */
  public record GetFile(String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(OpenFiles.class).getFile(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Gets(file));
    }
  }

  /**
   * {@code unlink}: removes the name; a silly-renaming file system keeps the file until its last
   * close.
   */
  public record Unlink(String file) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(OpenFiles.class).unlink(file);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Uses(file), new Effect.Unlinks(file));
    }
  }

  /** {@code unlink} of a name, of which the task has no file open. */
  public record UnlinkByName(String mount, String inode) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(OpenFiles.class).unlinkByName(mount, inode);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.UnlinksName(mount, inode));
    }
  }

  /** {@code flush_delayed_fput}: finalises the machine's whole list in the caller. */
  public record FlushDelayedFput() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(DelayedFputs.class).flush();
    }

    @Override
    public List<Effect> effects() {
      return DelayedFputs.OF_A_FLUSH;
    }
  }
}
