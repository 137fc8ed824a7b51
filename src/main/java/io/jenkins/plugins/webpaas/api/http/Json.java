package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;

/** JSON as the services send it: fields may be missing, null, or of another type than they were. */
public final class Json {
    public static final JsonNode NOTHING = MissingNode.getInstance();

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /**
     * @return never null; a missing node where there is no content at all
     * @throws InvalidException if it is no JSON
     */
    public static JsonNode parse(byte[] bytes) throws InvalidException {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new InvalidException(isCutOff(e));
        } catch (IOException e) {
            throw new InvalidException(false);
        }
    }

    /** The parser has a type for this, but not wherever it happens. */
    private static boolean isCutOff(JsonProcessingException e) {
        return e instanceof JsonEOFException || e.getOriginalMessage().startsWith("Unexpected end-of-input");
    }

    public static byte[] write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A field's text, or null if it has none. */
    public static String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    /** Without a cause: the parser quotes what it could not read, and that may be secret. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean cutOff;

        private InvalidException(boolean cutOff) {
            this.cutOff = cutOff;
        }

        /** Whether it was JSON as far as it went. */
        boolean isCutOff() {
            return cutOff;
        }
    }
}
