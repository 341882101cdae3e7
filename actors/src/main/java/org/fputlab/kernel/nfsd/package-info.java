/** The NFS server, the lock manager, and their clients. */
@NullMarked
package org.fputlab.kernel.nfsd;

import org.jspecify.annotations.NullMarked;
