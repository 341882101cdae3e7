package org.fputlab.web;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests in a real browser, which is started once for each class of them. */
abstract class InBrowser {

  /** Eight nfsd threads that close in place, half of it on AFS. */
  static final String AFS =
      """
      title = "the last close of a removed file waits for an AFS server"
      duration = 3600s
      cpus = 4
      servers.afs-server { workers = 4, service = exp(1ms), network = 200us }
      filesystems.afs-export { extends = afs, server = afs-server }
      mounts { afs { filesystem = afs-export }, home { filesystem = xfs } }
      nfsd { threads = 8 }
      clients {
        afs-users { count = 8, mount = afs, think = exp(400ms), op = [ open, unlink, close ] }
        home-users { count = 32, mount = home, think = exp(160ms), op = [ open, close ] }
      }
      """;

  static final double SPEED = 4;

  static Chromium chromium;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.orSkip();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }
}
