/** The terminal view of a live run: what is chosen, what is drawn, and the terminal itself. */
@NullMarked
package org.fputlab.cli.screen;

import org.jspecify.annotations.NullMarked;
