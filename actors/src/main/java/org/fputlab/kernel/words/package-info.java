/** How an area says its words: what a step is written as, and how its arguments are read. */
@NullMarked
package org.fputlab.kernel.words;

import org.jspecify.annotations.NullMarked;
