package org.fputlab.web;

import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** The JSON object in a request, which must be small, whole, and soon there. */
final class Body {

  static final long MOST_BYTES = 64 << 10;

  /** What is read of a body that is too long, so that its sender gets to read why. */
  private static final long MOST_DRAINED = 64 << 20;

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DEEPEST = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Body() {}

  /** Refuses a body that says itself that it is too long. */
  static void checkLength(HttpRequest request, Materializer materializer) {
    if (request.entity().getContentLengthOption().orElse(0) > MOST_BYTES) {
      request.entity().withSizeLimit(MOST_DRAINED).discardBytes(materializer);
      throw tooLong();
    }
  }

  /** Key by key, in the order in which they were written. */
  static CompletionStage<Map<String, Object>> read(HttpRequest request, Materializer materializer) {
    return request
        .entity()
        .withSizeLimit(MOST_DRAINED)
        .getDataBytes()
        .completionTimeout(LONGEST)
        .runFold(new Received(), Received::and, materializer)
        .handle(
            (received, failure) -> {
              if (received == null) {
                throw unread(failure);
              }
              return parsed(received.whole());
            });
  }

  /** What has come so far, of which no more is kept than is read. */
  private static final class Received {
    private ByteString kept = ByteString.emptyByteString();

    private Received and(ByteString more) {
      kept = kept.size() > MOST_BYTES ? kept : kept.concat(more);
      return this;
    }

    private byte[] whole() {
      if (kept.size() > MOST_BYTES) {
        throw tooLong();
      }
      return kept.toArray();
    }
  }

  private static Refusal unread(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EntityStreamSizeException) {
      return tooLong();
    }
    return cause instanceof TimeoutException
        ? new Refusal(408, "the body was not there after " + LONGEST.toSeconds() + " s")
        : new Refusal(400, "the body broke off");
  }

  private static Refusal tooLong() {
    return new Refusal(413, "the body is longer than " + MOST_BYTES / 1024 + " KiB");
  }

  private static Map<String, Object> parsed(byte[] bytes) {
    try {
      Map<String, Object> object = MAPPER.readValue(bytes, OBJECT);
      if (object != null) {
        return object;
      }
    } catch (MismatchedInputException none) {
      throw new Refusal(
          400,
          none.getOriginalMessage().startsWith("Trailing")
              ? "something follows the JSON object"
              : "the body is no JSON object, as in {\"key\": \"value\"}");
    } catch (JsonProcessingException bad) {
      throw new Refusal(400, "the body is no JSON" + place(bad) + ": " + reason(bad));
    } catch (IOException bad) {
      throw new Refusal(400, "the body is no JSON");
    }
    throw new Refusal(400, "the body is no JSON object, as in {\"key\": \"value\"}");
  }

  private static String place(JsonProcessingException bad) {
    JsonLocation at = bad.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String reason(JsonProcessingException bad) {
    return String.valueOf(bad.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
