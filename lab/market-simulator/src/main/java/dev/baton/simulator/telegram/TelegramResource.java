package dev.baton.simulator.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.simulator.broker.Travel;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Telegram's Bot API over HTTP, and what was delivered. */
@Path("/")
@RunOnVirtualThread
@Tag(name = "telegram")
public class TelegramResource {

  /** The highest id of a supergroup or channel. */
  private static final long LAST_SUPERGROUP = -1_000_000_000_000L;

  private final TelegramBot bot;
  private final ObjectMapper json;

  TelegramResource(TelegramBot bot, ObjectMapper json) {
    this.bot = bot;
    this.json = json;
  }

  /** As Telegram answers when it has delivered a message. */
  public record SentBody(boolean ok, Result result) {}

  /** As Telegram answers when it has not. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RefusedBody(
      boolean ok, int errorCode, String description, Optional<Parameters> parameters) {}

  /** A delivered message; {@code date} in Unix seconds. */
  public record Result(long messageId, long date, Chat chat, String text) {}

  /** The chat of a message. A channel that was addressed by name has a number, and its name without the {@code @}. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Chat(long id, Optional<String> username, String type) {

    static Chat of(String chatId) {
      if (chatId.startsWith("@")) {
        return new Chat(
            LAST_SUPERGROUP - (chatId.hashCode() & 0xFFFF_FFFFL),
            Optional.of(chatId.substring(1)),
            "channel");
      }
      long id = Long.parseLong(chatId);
      String type = id > 0 ? "private" : id > LAST_SUPERGROUP ? "group" : "supergroup";
      return new Chat(id, Optional.empty(), type);
    }
  }

  /** When to come back, in market seconds. */
  public record Parameters(int retryAfter) {}

  /** The delivered messages. */
  public record Messages(List<TelegramBot.Message> messages) {}

  @POST
  @Path("/bot{token}/sendMessage")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Send a message")
  public Response send(
      String token,
      @HeaderParam("X-Baton-Client") @DefaultValue("unknown") String client,
      @HeaderParam("X-Baton-Call") @DefaultValue("") String call,
      @Context HttpServerRequest request,
      String body)
      throws InterruptedException {
    JsonNode fields;
    try {
      fields = json.readTree(body);
    } catch (JsonProcessingException e) {
      return response(
          new TelegramBot.Answer.Refused(
              400, "Bad Request: can't parse request body", Optional.empty()),
          request);
    }
    return response(
        bot.send(
            client,
            call,
            token,
            fields.path("chat_id").asText(""),
            fields.path("text").asText(""),
            fields.path("parse_mode").asText("")),
        request);
  }

  @POST
  @Path("/bot{token}/sendMessage")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response sendForm(
      String token,
      @HeaderParam("X-Baton-Client") @DefaultValue("unknown") String client,
      @HeaderParam("X-Baton-Call") @DefaultValue("") String call,
      @Context HttpServerRequest request,
      @FormParam("chat_id") @DefaultValue("") String chat,
      @FormParam("text") @DefaultValue("") String text,
      @FormParam("parse_mode") @DefaultValue("") String parseMode)
      throws InterruptedException {
    return response(bot.send(client, call, token, chat, text, parseMode), request);
  }

  @GET
  @Path("/sim/telegram/messages")
  @Operation(summary = "The delivered messages, after an id")
  public Messages messages(@QueryParam("after") @DefaultValue("0") long after) {
    return new Messages(bot.after(after));
  }

  @DELETE
  @Path("/sim/telegram/messages")
  @Operation(summary = "Forget the delivered messages")
  public void reset() {
    bot.reset();
  }

  private static Response response(TelegramBot.Answer answer, HttpServerRequest request)
      throws InterruptedException {
    return switch (answer) {
      case TelegramBot.Answer.Sent(TelegramBot.Message m) -> {
        Result result =
            new Result(m.messageId(), m.at().getEpochSecond(), Chat.of(m.chatId()), m.text());
        yield Response.ok(new SentBody(true, result)).type(MediaType.APPLICATION_JSON).build();
      }
      case TelegramBot.Answer.Refused(int code, String description, Optional<Integer> after) -> {
        Response.ResponseBuilder builder =
            Response.status(code)
                .type(MediaType.APPLICATION_JSON)
                .entity(new RefusedBody(false, code, description, after.map(Parameters::new)));
        after.ifPresent(seconds -> builder.header("Retry-After", seconds));
        yield builder.build();
      }
      case TelegramBot.Answer.Silence(Duration within) -> {
        Travel.keepSilent(request, within);
        yield Response.status(504).build();
      }
    };
  }
}
