package org.fputlab.scenario;

import org.fputlab.engine.Pace;

/**
 * What a live run has to tell at its end besides what every run tells.
 *
 * @param pace how it kept up with the wall clock
 * @param changes what was done to it from outside: faults begun and lifted by hand
 * @param recording the file that it can be replayed from, or ""
 */
public record LiveEnd(Pace pace, int changes, String recording) {}
