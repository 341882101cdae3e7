package org.fputlab.kernel;

import org.fputlab.kernel.epoll.EpollWords;
import org.fputlab.kernel.sockets.SocketWords;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/** Builds a file system for a test. */
final class FileSystems {

  private final String name;
  private Path flush = Path.empty("flush");
  private Path release = Path.empty("release");
  private Path dIput = Path.empty("d_iput");
  private Path evict = Path.empty("evict_inode");
  private Path poll = Path.empty("poll");
  private Path killSb = Path.empty("kill_sb");
  private boolean alwaysEvict;
  private boolean sillyRename;
  private String server = "";

  private FileSystems(String name) {
    this.name = name;
  }

  static FileSystems fileSystem(String name) {
    return new FileSystems(name);
  }

  /** A file system whose close does nothing. */
  static FileSystem tmpfs() {
    return fileSystem("tmpfs").build();
  }

  /** Files that are unix sockets. */
  static FileSystem sockfs() {
    return fileSystem("sockfs").release(new SocketWords.UnixRelease()).build();
  }

  /** Files that are eventpolls. */
  static FileSystem eventpoll() {
    return fileSystem("eventpoll").release(new EpollWords.EpClearAndPut()).build();
  }

  FileSystems poll(Step... steps) {
    poll = Steps.path(name + "_poll", steps);
    return this;
  }

  FileSystems flush(Step... steps) {
    flush = Steps.path(name + "_flush", steps);
    return this;
  }

  FileSystems release(Step... steps) {
    release = Steps.path(name + "_release", steps);
    return this;
  }

  FileSystems dIput(Step... steps) {
    dIput = Steps.path(name + "_d_iput", steps);
    return this;
  }

  FileSystems evict(Step... steps) {
    evict = Steps.path(name + "_evict_inode", steps);
    return this;
  }

  FileSystems killSb(Step... steps) {
    killSb = Steps.path(name + "_kill_sb", steps);
    return this;
  }

  FileSystems alwaysEvict() {
    alwaysEvict = true;
    return this;
  }

  FileSystems sillyRename() {
    sillyRename = true;
    return this;
  }

  FileSystems server(String of) {
    server = of;
    return this;
  }

  FileSystem build() {
    return new FileSystem(
        name, name, flush, release, dIput, evict, killSb, alwaysEvict, sillyRename, server, poll);
  }
}
