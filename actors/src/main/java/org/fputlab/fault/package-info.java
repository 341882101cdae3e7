/** Faults that can be put on a running kernel, one file each, and the registry that knows them. */
@NullMarked
package org.fputlab.fault;

import org.jspecify.annotations.NullMarked;
