package org.fputlab.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.mounts.Closing;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Step;

/**
 * The open files that one task knows by name, like a process's file descriptors (fs/file.c, v6.6):
 * how it opens them, and what it does with them short of dropping a reference. Leaves out the
 * numbers of descriptors and tables shared between tasks; what tasks share is declared in the
 * scenario.
 */
public final class OpenFiles implements Running.EndsWithWork {

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

  /** The files that the steps of one close have opened, by the names that they know them by. */
  private static final class OfOneClose {
    final List<Variable> variables = new ArrayList<>();
  }

  private final Files files;
  private final Machine machine;
  private final Execution execution;
  private final Closings closings;
  private final boolean privileged;
  private final List<Variable> variables = new ArrayList<>();
  private String opening = "";
  private int openingOn;

  OpenFiles(Running task, Files files) {
    this.files = files;
    this.execution = task.execution();
    this.machine = execution.machine();
    this.closings = task.the(Closings.class);
    this.privileged = execution.closer().isKthread();
  }

  /** The work is over: its variables go out of scope. */
  @Override
  public void forget() {
    variables.clear();
  }

  /** Hands a task this file to put, which it knows by this name. */
  static Step giving(String name, int file, KernelSpec.Mount mount) {
    return Step.inside(task -> task.the(OpenFiles.class).give(name, file, mount));
  }

  private boolean give(String name, int file, KernelSpec.Mount mount) {
    set(new Variable(name, file, mount, true));
    return true;
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
    execution.atomic().mightSleep();
    int on = mount.isEmpty() ? execution.callMount() : machine.mountNumber(mount);
    opening = file;
    openingOn = on;
    long key = execution.draws().stream().nextLong();
    files.vfs().tell(new Vfs.Open(on, inode, mode, key, privileged, execution.self()));
    return false;
  }

  void opened(int file) {
    set(new Variable(opening, file, machine.mounts().get(openingOn)));
    files.opened(file, openingOn);
    execution.callEnded(true);
    execution.goOn();
  }

  void openRefused() {
    set(new Variable(opening, NONE, machine.mounts().get(openingOn)));
    execution.callEnded(false);
    execution.goOn();
  }

  /** A file that another call did not open either. */
  public void refused(String file, int on) {
    set(new Variable(file, NONE, machine.mounts().get(on)));
  }

  void inodeFreeing(String inode) {
    execution.block(execution.waits().freeing(inode), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** What the steps of a close open is known to that close alone. */
  private void set(Variable variable) {
    List<Variable> known = known(true);
    known.removeIf(old -> old.name().equals(variable.name()));
    known.add(variable);
  }

  /**
   * The variables in scope. Closes without an open of their own, which are nearly all, need no
   * list.
   *
   * @param toAdd whether one is to be added
   */
  private List<Variable> known(boolean toAdd) {
    Closing closing = closings.innermost();
    if (closing == null) {
      return variables;
    }
    if (closing.kept() instanceof OfOneClose own) {
      return own.variables;
    }
    if (!toAdd) {
      return List.of();
    }
    OfOneClose fresh = new OfOneClose();
    closing.keep(fresh);
    return fresh.variables;
  }

  /**
   * The file of this name. In the release of a file that lies over another, {@code lower} is that
   * other.
   */
  Variable variable(String name) {
    Closing closing = closings.innermost();
    if (closing != null && name.equals("lower")) {
      return lower(name, closing);
    }
    for (Variable known : known(false)) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    List<KernelSpec.SharedFile> shared = machine.spec().files();
    for (int i = 0; i < shared.size(); i++) {
      if (shared.get(i).name().equals(name)) {
        int mount = machine.mountNumber(shared.get(i).mount());
        return new Variable(name, i, machine.mounts().get(mount));
      }
    }
    throw new IllegalStateException(execution.seat().name() + " has no file " + name);
  }

  private Variable lower(String name, Closing closing) {
    if (closing instanceof FileClosing file && file.lower() != NONE) {
      int below = machine.mountNumber(file.mount().lower());
      return new Variable(name, file.lower(), machine.mounts().get(below));
    }
    return new Variable(name, NONE, closing.mount());
  }

  /** The number of the file of this name, or {@link #NONE} where it could not be opened. */
  public int file(String name) {
    return variable(name).file();
  }

  /** {@code sock_from_file} (net/socket.c, v6.6): whether the file is a socket. */
  public boolean isSocket(String name) {
    return variable(name).mount().fileSystem().isSocket();
  }

  /** {@code is_file_epoll} (fs/eventpoll.c, v6.6): whether the file is an eventpoll. */
  public boolean isEventpoll(String name) {
    return variable(name).mount().fileSystem().isEventpoll();
  }

  /** The number of the file's mount. */
  public int mountNumber(String name) {
    return machine.mountNumber(variable(name).mount().name());
  }

  public boolean getFile(String name) {
    int file = file(name);
    if (file != NONE) {
      files.vfs().tell(new Vfs.GetFile(file, execution.self()));
    }
    return true;
  }

  public boolean unlink(String name) {
    int file = file(name);
    if (file != NONE) {
      files.vfs().tell(new Vfs.Unlink(file));
    }
    return true;
  }

  public boolean unlinkByName(String mount, String inode) {
    files.vfs().tell(new Vfs.UnlinkByName(machine.mountNumber(mount), inode));
    return true;
  }
}
