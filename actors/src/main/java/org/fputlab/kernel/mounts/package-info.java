/** Mounts, their superblocks, and unmounting. */
@NullMarked
package org.fputlab.kernel.mounts;

import org.jspecify.annotations.NullMarked;
