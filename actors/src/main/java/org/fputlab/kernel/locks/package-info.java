/** Sleeping locks, counting semaphores and completions, and who may still complete what. */
@NullMarked
package org.fputlab.kernel.locks;

import org.jspecify.annotations.NullMarked;
