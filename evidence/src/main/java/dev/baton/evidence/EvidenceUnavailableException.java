package dev.baton.evidence;

/** The records cannot be read now; expected while the database is away. The message is for the operator. */
public final class EvidenceUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EvidenceUnavailableException(String reason) {
    super("what was recorded cannot be read: " + reason, null, false, false);
  }
}
