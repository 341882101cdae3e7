package org.fputlab.scenario;

import org.fputlab.scenario.text.Where;

/** A step as it stands in the file: one element of a list of steps. */
record StepLine(Where where, String key, String text) {}
