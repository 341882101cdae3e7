package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every place in the emulated kernel that throws, and what keeps a scenario from reaching it. A new
 * one needs a line here, or must be what a kernel would do.
 */
class InvariantsTest {

  private static final Pattern THROWN =
      Pattern.compile("new (IllegalState|IllegalArgument)Exception\\(");

  private static final Map<String, String> KEPT_BY = new LinkedHashMap<>();

  static {
    kept("Kernel", "the emulator's own: every message has a reader");
    kept("Machine", "the reader refuses undeclared mounts");
    kept("Carried", "the emulator's own: Kernel wires all areas");
    kept("Wiring", "the emulator's own: Kernel lists all subsystems");
    kept("Servers", "the reader refuses undeclared servers, in steps and in faults");
    kept("Nfs", "the reader refuses clients of a service that the machine does not run");
    kept("FileCache", "the reader refuses the words of nfsd where there is none");
    kept("Closing", "the reader refuses words of an inode where a superblock is shut down");
    kept("Files", "the reader refuses undeclared works");
    kept("Workqueues", "the reader refuses undeclared works");
    kept("Closings", "the reader refuses placeholders outside a file system's steps");
    kept("OpenFiles", "the reader refuses undeclared files; FileBalance those opened later");
    kept("MountTable", "a file drops its mount once, in FileDone; References lets it come once");
    kept("WorkTable", "the reader refuses undeclared works");
    kept("SocketQueues", "UnixSockets asks isSocket first and notes a use after free");
    kept("Items", "the emulator's own: a list that is handed out whole");
    kept("FileTable", "References looks at f_count first and notes a use after free");
    kept("LockName", "the reader asks isName first");
    kept("WorkItems", "Workqueue asks for an item that can start");
    kept("SleepLock", "LockBalance refuses a release of what is not held; semaphores may");
    kept("Inode", "Vfs asks whether it is freeing or text-busy first; a file is put once");
    kept("Dist", "the reader refuses weights that are all zero");
    kept("KernelVersion", "the reader refuses unknown versions");
    kept("ClosePolicy", "the reader refuses unknown policies");
    kept("Waits", "LockBalance refuses a release of what is not held: the lock was given before");
    kept("Atomic", "LockBalance refuses to leave what was not entered");
    kept("Epolls", "the reader refuses eventpolls of a mount whose files are none");
    kept("StepText", "the emulator's own: components of its own records");
  }

  private static void kept(String file, String by) {
    KEPT_BY.put(file, by);
  }

  @Test
  void eachFileThatThrowsIsKnown() throws IOException {
    Set<String> throwing = new TreeSet<>();
    for (String folder : new String[] {"kernel", "model"}) {
      Path sources = Path.of("src/main/java/org/fputlab", folder);
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          Matcher thrown = THROWN.matcher(Files.readString(file));
          if (thrown.find()) {
            throwing.add(file.getFileName().toString().replace(".java", ""));
          }
        }
      }
    }
    assertThat(throwing).containsExactlyInAnyOrderElementsOf(KEPT_BY.keySet());
  }
}
