package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** JSON as the service writes it. */
final class StandInJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private static final Map<String, ObjectNode> TEMPLATES = new ConcurrentHashMap<>();

    private StandInJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A resource's fields that no test changes, as the vendor's OpenAPI documents require them. */
    static ObjectNode template(String resource) {
        return TEMPLATES.computeIfAbsent(resource, StandInJson::load).deepCopy();
    }

    private static ObjectNode load(String resource) {
        try (InputStream file = StandInJson.class.getResourceAsStream(resource + ".json")) {
            return (ObjectNode) MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(Collection<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** RFC 3339 with microseconds and {@code +00:00} (protocol, "Projects and environments"); null stays null. */
    static String time(Instant instant) {
        return instant == null ? null : TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String lower(Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }
}
