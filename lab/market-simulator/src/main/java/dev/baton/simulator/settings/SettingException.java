package dev.baton.simulator.settings;

/** A setting that cannot be used. It has no stack trace: the message is all that the operator needs. */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param setting its name
   * @param defect what is wrong, with the value and what would be right
   */
  public SettingException(String setting, String defect) {
    super(setting + ": " + defect, null, false, false);
  }
}
