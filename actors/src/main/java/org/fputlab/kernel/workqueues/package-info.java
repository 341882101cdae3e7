/** Work queues, their items and workers. */
@NullMarked
package org.fputlab.kernel.workqueues;

import org.jspecify.annotations.NullMarked;
