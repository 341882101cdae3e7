package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fputlab.locks.Node;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.scenario.text.NearestWord;

/**
 * Which classes somebody means by the name of a lock: a class as lockdep prints it, all of a name
 * whatever their number, or a word of the scenario language, as {@code i_rwsem}.
 */
public final class LockNames {

  /** The words under which a kernel developer looks first, and the names of their classes. */
  private static final Map<String, List<String>> WELL_KNOWN = wellKnown();

  /** Classes of locks that have words, but are not looked for unasked. */
  private static final Map<String, List<String>> ALSO =
      Map.of(
          "pipe_mutex", List.of("&pipe->mutex"),
          "sk_lock", List.of("sk_lock-AF_INET6", "sk_lock-AF_UNIX", "k-sk_lock-AF_INET"));

  private final Collection<Node> classes;

  public LockNames(Collection<Node> classes) {
    this.classes = classes;
  }

  private static Map<String, List<String>> wellKnown() {
    Map<String, List<String>> known = new LinkedHashMap<>();
    known.put("mmap_lock", List.of(key("mmap_lock"), "&mm->mmap_sem"));
    known.put(
        "i_rwsem",
        List.of(
            key("i_rwsem"),
            key("i_rwsem(d/)"),
            "&ovl_i_mutex_key[depth]",
            "&ovl_i_mutex_dir_key[depth]"));
    known.put("s_umount", List.of(key("s_umount")));
    known.put("namespace_sem", List.of("namespace_sem"));
    known.put("fs_reclaim", List.of("fs_reclaim"));
    known.put("rtnl_mutex", List.of("rtnl_mutex"));
    known.put("cgroup_mutex", List.of("cgroup_mutex"));
    known.put("nfsd_mutex", List.of("nfsd_mutex"));
    known.put("nlmsvc_mutex", List.of("nlmsvc_mutex"));
    known.put("nlm_file_mutex", List.of("nlm_file_mutex"));
    return known;
  }

  private static String key(String lock) {
    return LockKey.of(LockName.of(lock)).name();
  }

  /** The words of the best known locks. */
  public static Set<String> wellKnownWords() {
    return WELL_KNOWN.keySet();
  }

  /** The classes that {@code name} means; empty where none does. */
  public List<Node> meantBy(String name) {
    String spelt = ProcLock.spelt(name);
    boolean isOne = !ProcLock.base(spelt).equals(spelt);
    Set<String> names = isOne ? Set.of(spelt) : lockClasses(spelt);
    List<Node> meant = new ArrayList<>();
    for (Node node : classes) {
      String lockClass = node.lockClass();
      if (names.contains(lockClass)
          || names.contains(ProcLock.base(lockClass))
          || lockClass.startsWith(spelt + "/")) {
        meant.add(node);
      }
    }
    return meant;
  }

  private static Set<String> bases(String name) {
    Set<String> bases = new LinkedHashSet<>(Set.of(name));
    bases.addAll(WELL_KNOWN.getOrDefault(name, List.of()));
    if (LockName.isName(name)) {
      bases.add(LockKey.of(LockName.of(name)).name());
    }
    return bases;
  }

  /**
   * Which of these words a name means: the word itself, one instance of it as in {@code
   * mmap_lock(app)}, or what lockdep calls its class, with any number.
   */
  public static Optional<String> word(String name, Collection<String> words) {
    String base = ProcLock.base(ProcLock.spelt(name));
    String instance = LockName.isName(name) ? LockName.of(name).word() : name;
    return words.stream()
        .filter(word -> word.equals(instance) || lockClasses(word).contains(base))
        .findFirst();
  }

  /** What lockdep calls the classes of a word of the scenario language. */
  public static Set<String> lockClasses(String word) {
    Set<String> classes = bases(word);
    classes.addAll(ALSO.getOrDefault(word, List.of()));
    return classes;
  }

  /** Whether it is a lock's name, though perhaps of none that was ever taken. */
  public boolean isWord(String name) {
    return WELL_KNOWN.containsKey(name)
        || (LockName.isName(name) && !LockKey.of(LockName.of(name)).name().equals(name));
  }

  /** What somebody may have meant who wrote a name that is none, as a sentence, or "". */
  public String hint(String name) {
    Set<String> known = new LinkedHashSet<>(WELL_KNOWN.keySet());
    classes.forEach(node -> known.add(node.lockClass()));
    List<String> within = known.stream().filter(one -> one.contains(name)).limit(5).toList();
    if (!within.isEmpty() && name.length() > 2) {
      return "Did you mean " + String.join(", ", within) + "?";
    }
    return NearestWord.hint(name, known);
  }
}
