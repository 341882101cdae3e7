/** A live run in another process, as its HTTP interface shows it. */
@NullMarked
package org.fputlab.cli.remote;

import org.jspecify.annotations.NullMarked;
