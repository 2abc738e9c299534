package dev.baton.simulator.clock;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.baton.market.MarketTime;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Instants in JSON: ISO-8601 with +05:30 and seconds; {@link Instant#MAX} counts as empty. */
@Singleton
class MarketJson implements ObjectMapperCustomizer {

  /** After the modules that the platform registers, so that its times win. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("market time")
            .addSerializer(Instant.class, new Writer())
            .addDeserializer(Instant.class, new Reader()));
  }

  private static final class Writer extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(MarketTime.offset(value)));
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Instant value) {
      return value.equals(Instant.MAX);
    }
  }

  private static final class Reader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw InvalidFormatException.from(
            parser,
            "%s: '%s' is no instant with an offset, such as 2026-06-10T09:20:00+05:30"
                .formatted(parser.currentName(), text),
            text,
            Instant.class);
      }
    }
  }
}
