/** Sleeping locks, counting semaphores and completions. */
@NullMarked
package org.fputlab.kernel.locks;

import org.jspecify.annotations.NullMarked;
