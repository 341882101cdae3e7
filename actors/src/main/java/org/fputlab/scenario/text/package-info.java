/** What is written in a file: HOCON and its places, quantities and distributions, and mistakes. */
@NullMarked
package org.fputlab.scenario.text;

import org.jspecify.annotations.NullMarked;
