package dev.baton.optimized.comparison;

import dev.baton.runtime.test.FixedSlotClock;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;

/** Takes the place of the service's clock. */
@Mock
@Singleton
public class StandingClock extends FixedSlotClock {}
