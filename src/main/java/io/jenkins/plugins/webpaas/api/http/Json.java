package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the JSON of services, in which a field may be missing, null, or of an unexpected type. */
public final class Json {
    public static final JsonNode NOTHING = MissingNode.getInstance();

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** @return never null; a missing node if there is no content, or if it is no JSON */
    public static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** Tells whether JSON ends too early. In some places, the parser says so by its text alone, and throws no {@link JsonEOFException}. */
    static boolean isCutOff(byte[] bytes) {
        try {
            MAPPER.readTree(bytes);
            return false;
        } catch (JsonProcessingException e) {
            return e instanceof JsonEOFException || e.getOriginalMessage().startsWith("Unexpected end-of-input");
        } catch (IOException e) {
            return false;
        }
    }

    public static byte[] write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a field's text, or null if the field has none. */
    public static String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    /** Tells whether an object has an id, as every resource of the API does. */
    public static boolean isResource(JsonNode object) {
        return text(object, "id") != null;
    }

    /** Returns the resources among the elements of a list, or among the values of an object. */
    public static Stream<JsonNode> resources(JsonNode list) {
        return list.valueStream().filter(Json::isResource);
    }
}
