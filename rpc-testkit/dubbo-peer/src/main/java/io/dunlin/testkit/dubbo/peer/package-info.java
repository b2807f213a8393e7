/**
 * What runs inside the peers' processes, the only code here that knows Dubbo. Start with {@link
 * io.dunlin.testkit.dubbo.peer.DubboPeerMain}. Compiled against 2.7.23 and kept to what 3.3.6
 * offers as well; nothing of it may be loaded by a test's own JVM.
 */
@NullMarked
package io.dunlin.testkit.dubbo.peer;

import org.jspecify.annotations.NullMarked;
