package dev.baton.runtime.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.baton.market.MarketTime;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;

/** JSON as the replaced system wrote it: snake_case names; times at the exchange, as RFC 3339 has them. */
@Singleton
class MarketJson implements ObjectMapperCustomizer {

  /** After the modules that the platform registers, so that its times win. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    // Which of two values is meant cannot be known.
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    // Digits after the point would be dropped in silence.
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    mapper.registerModule(
        new SimpleModule("market time")
            .addSerializer(
                Instant.class,
                new JsonSerializer<>() {
                  @Override
                  public void serialize(
                      Instant value, JsonGenerator generator, SerializerProvider provider)
                      throws IOException {
                    generator.writeString(MarketTime.text(value));
                  }
                }));
  }
}
