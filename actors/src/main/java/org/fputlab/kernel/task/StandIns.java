package org.fputlab.kernel.task;

import org.fputlab.model.LockName;

/**
 * What words of a file system's steps stand for while a task runs them: {@code inode}, {@code
 * parent} and {@code sb} in a lock's name, and {@code server}.
 */
public interface StandIns {

  /** Where nothing is being finalised, every word stands for itself. */
  StandIns NONE =
      new StandIns() {
        @Override
        public LockName resolve(LockName lock) {
          return lock;
        }

        @Override
        public String typeOf(LockName lock) {
          return "";
        }

        @Override
        public String resolveServer(String server) {
          return server;
        }
      };

  /** The lock that is meant. */
  LockName resolve(LockName lock);

  /** The type of the file being closed, where the lock is one of its own; else "". */
  String typeOf(LockName lock);

  /** The server that is meant. */
  String resolveServer(String server);
}
