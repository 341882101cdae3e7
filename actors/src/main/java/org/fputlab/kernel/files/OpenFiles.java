package org.fputlab.kernel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.memory.Vm;
import org.fputlab.kernel.sockets.UnixSockets;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Step;

/**
 * The open files that one task knows by name, like a process's file descriptors (fs/file.c, v6.6):
 * how it opens them, and what it does with them short of dropping a reference. Leaves out the
 * numbers of descriptors and tables shared between tasks; what tasks share is declared in the
 * scenario.
 */
public final class OpenFiles {

  /** The file that could not be opened. */
  public static final int NONE = -1;

  /**
   * A file that the task knows by name.
   *
   * @param handedOver whether somebody gave it the file to put, and has gone on since
   */
  public record Variable(String name, int file, KernelSpec.Mount mount, boolean handedOver) {

    Variable(String name, int file, KernelSpec.Mount mount) {
      this(name, file, mount, false);
    }
  }

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final boolean privileged;
  private final List<Variable> variables = new ArrayList<>();
  private int callMount;
  private String opening = "";
  private int openingOn;

  public OpenFiles(Directory directory, Execution execution, Closings closings) {
    this.directory = directory;
    this.execution = execution;
    this.closings = closings;
    this.privileged = execution.closer().isKthread();
  }

  /** A step that only the kernel's own paths use. */
  public static Step step(Predicate<OpenFiles> what) {
    return calls -> what.test(((TaskCalls) calls).files());
  }

  /** A call begins, which is about this mount. */
  public void startCall(int mount) {
    callMount = mount;
  }

  /** The work is over: its variables go out of scope. */
  public void forget() {
    variables.clear();
  }

  /** Somebody handed it this file. */
  public void give(String name, int file, KernelSpec.Mount mount) {
    set(new Variable(name, file, mount, true));
  }

  /** Whether whoever dropped this file waits for it no more. */
  boolean isHandedOver(String name) {
    for (Variable variable : variables) {
      if (variable.name().equals(name)) {
        return variable.handedOver();
      }
    }
    return false;
  }

  public boolean open(String file, String mount, String inode, OpenMode mode) {
    int on = mount.isEmpty() ? callMount : directory.mountNumber(mount);
    opening = file;
    openingOn = on;
    long key = execution.random().nextLong();
    directory.vfs().tell(new Vfs.Open(on, inode, mode, key, privileged, execution.self()));
    return false;
  }

  void opened(int file) {
    set(new Variable(opening, file, directory.mountList.get(openingOn)));
    if (directory.holdsSockets(openingOn)) {
      directory.sockets().tell(new UnixSockets.AddSocket(file));
    }
    execution.callEnded(true);
    execution.goOn();
  }

  void openRefused() {
    set(new Variable(opening, NONE, directory.mountList.get(openingOn)));
    execution.callEnded(false);
    execution.goOn();
  }

  void inodeFreeing(String inode) {
    execution.block(execution.waits().freeing(inode), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** What the steps of a close open is known to that close alone. */
  private void set(Variable variable) {
    Closing closing = closings.innermost();
    if (closing != null) {
      closing.add(variable);
      return;
    }
    variables.removeIf(old -> old.name().equals(variable.name()));
    variables.add(variable);
  }

  /**
   * The file of this name. In the release of a file that lies over another, {@code lower} is that
   * other.
   */
  Variable variable(String name) {
    Closing closing = closings.innermost();
    if (closing != null && name.equals("lower")) {
      if (closing.lower == NONE) {
        return new Variable(name, NONE, closing.mount);
      }
      int below = directory.mountNumber(closing.mount.lower());
      return new Variable(name, closing.lower, directory.mountList.get(below));
    }
    for (Variable known : closing == null ? variables : closing.variables()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    List<KernelSpec.SharedFile> shared = directory.spec.files();
    for (int i = 0; i < shared.size(); i++) {
      if (shared.get(i).name().equals(name)) {
        int mount = directory.mountNumber(shared.get(i).mount());
        return new Variable(name, i, directory.mountList.get(mount));
      }
    }
    throw new IllegalStateException(execution.seat().name() + " has no file " + name);
  }

  /** The number of the file of this name, or {@link #NONE} where it could not be opened. */
  public int file(String name) {
    return variable(name).file();
  }

  /** {@code sock_from_file} (net/socket.c, v6.6): whether the file is a socket. */
  public boolean isSocket(String name) {
    return variable(name).mount().fileSystem().isSocket();
  }

  public boolean getFile(String name) {
    int file = file(name);
    if (file != NONE) {
      directory.vfs().tell(new Vfs.GetFile(file, execution.self()));
    }
    return true;
  }

  public boolean unlink(String name) {
    int file = file(name);
    if (file != NONE) {
      directory.vfs().tell(new Vfs.Unlink(file));
    }
    return true;
  }

  public boolean mapped(String name, String mm) {
    directory.vm().tell(new Vm.MapFile(mm, file(name)));
    return true;
  }

  public boolean unmapped(String name, String mm) {
    directory.vm().tell(new Vm.UnmapFile(mm, file(name), name, execution.self()));
    return false;
  }
}
