/**
 * Open files, from open to the end of {@code __fput}: the VFS, its lists of delayed puts, and what
 * a task does with files.
 */
@NullMarked
package org.fputlab.kernel.files;

import org.jspecify.annotations.NullMarked;
