package dev.baton.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test of the pair when the folder of the legacy service is deleted, as after a migration. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.baton.integration.Packages#hasLegacyScheduler",
    disabledReason = "the folder legacy-scheduler is deleted")
public @interface NeedsLegacyScheduler {}
