/** The commands. */
@NullMarked
package org.fputlab.cli;

import org.jspecify.annotations.NullMarked;
