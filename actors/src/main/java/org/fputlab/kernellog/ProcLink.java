package org.fputlab.kernellog;

import org.fputlab.locks.FileLine;

/** That {@code to} was asked for while {@code from} was held, as a kernel's file says. */
record ProcLink(ProcLock from, ProcLock to, FileLine at) {}
