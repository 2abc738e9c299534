package dev.baton.stack.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.util.LinuxUtils;

/**
 * PostgreSQL refuses to run as root. The library gets around that with a user namespace, and fails where there can be none,
 * as in many containers.
 */
public final class RootRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RootRefusedException() {
    super(
        "PostgreSQL does not run as root, and 'unshare -U' does not work here; run it as another user who may write to this"
            + " folder, or let root make user namespaces (a container's seccomp profile forbids it)");
  }

  static void check() {
    if (refused(new UnixSystem().getUid(), LinuxUtils.isUnshareAvailable())) {
      throw new RootRefusedException();
    }
  }

  /**
   * @param namespaces whether a process can be started in a user namespace of its own
   */
  static boolean refused(long user, boolean namespaces) {
    return user == 0 && !namespaces;
  }
}
