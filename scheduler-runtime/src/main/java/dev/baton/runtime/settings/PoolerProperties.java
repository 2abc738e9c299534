package dev.baton.runtime.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Sets up both database clients for the pooler of the setting {@code baton.database-pooler} (ADR 45). */
public final class PoolerProperties implements ConfigSourceFactory {

  /** Above the files of the services, below the environment: a property that the operator sets wins. */
  private static final int ORDINAL = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue value = context.getValue(Pooler.SETTING);
    Pooler pooler =
        Optional.ofNullable(value == null ? null : value.getValue())
            .map(Pooler::of)
            .orElse(Pooler.NONE);
    return pooler.properties().isEmpty()
        ? List.of()
        : List.of(new PropertiesConfigSource(pooler.properties(), Pooler.SETTING, ORDINAL));
  }
}
