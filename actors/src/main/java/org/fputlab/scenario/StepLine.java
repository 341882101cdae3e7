package org.fputlab.scenario;

/** A step as it stands in the file: one element of a list of steps. */
record StepLine(Where where, String key, String text) {}
