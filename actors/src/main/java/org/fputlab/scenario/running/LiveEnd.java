package org.fputlab.scenario.running;

import java.util.Optional;
import org.fputlab.engine.Pace;

/**
 * What a live run, or the replay of one, has to tell at its end besides what every run tells.
 *
 * @param pace how it kept up with the wall clock; empty for a replay
 * @param changes what was done to it from outside: faults begun and lifted by hand
 * @param recording the file that it can be replayed from, or ""
 * @param brokenOff why the recording stops short of the end; empty where it does not
 */
public record LiveEnd(
    Optional<Pace> pace, int changes, String recording, Optional<String> brokenOff) {}
