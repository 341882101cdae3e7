package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorNamesTest {

  private final Path folder;

  ActorNamesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nobodyHasTheNameOfAnother() {
    assertThat(
            Written.problems(
                folder,
                """
                title = t
                duration = 1s
                mounts.m { filesystem = tmpfs }
                nfsd { threads = 2 }
                servers.vfs { workers = 1 }
                servers.backup { workers = 1 }
                tasks.backup { context = user, run = [ cpu 1us ] }
                tasks.app { context = user, count = 2, run = [ cpu 1us ] }
                tasks.app-1 { context = user, run = [ cpu 1us ] }
                tasks.nfsd-7 { context = user, run = [ cpu 1us ] }
                clients.nfsd { mount = m, rate = 1/s, op = [ cpu 1us ] }
                """))
        .containsExactly(
            "a.conf:5: servers.vfs: vfs is the name of a part of the kernel. Call it something else.",
            "a.conf:7: tasks.backup: backup is the name of servers.backup. Call it something else.",
            "a.conf:9: tasks.app-1: app-1 is the name of one of tasks.app. Call it something else.",
            "a.conf:10: tasks.nfsd-7: nfsd-7 is the name of a thread of the kernel. Call it something"
                + " else.",
            "a.conf:11: clients.nfsd: nfsd is the name of a part of the kernel. Call it something"
                + " else.");
  }

  @Test
  void differentNamesWithNumbersAreNobodyElses() {
    assertThat(
            Written.problems(
                folder,
                """
                title = t
                duration = 1s
                tasks.app { context = user, count = 2, run = [ cpu 1us ] }
                tasks.app-2 { context = user, run = [ cpu 1us ] }
                tasks.nfsd-proxy { context = user, run = [ cpu 1us ] }
                """))
        .isEmpty();
  }
}
