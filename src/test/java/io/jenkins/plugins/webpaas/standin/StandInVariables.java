package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The variables of a project or an environment, by name. */
final class StandInVariables {
    private final Map<String, ObjectNode> byName = new ConcurrentSkipListMap<>();

    List<ObjectNode> all() {
        return byName.values().stream().map(ObjectNode::deepCopy).toList();
    }

    Optional<ObjectNode> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(ObjectNode::deepCopy);
    }

    /** Creates a variable. Returns false if a variable of this name exists. */
    boolean create(ObjectNode fields, Instant now) {
        String name = fields.get("name").asText();
        ObjectNode variable = StandInJson.template("variable")
                .put("id", name)
                .put("created_at", StandInJson.time(now))
                .put("updated_at", StandInJson.time(now))
                .setAll(fields);
        return byName.putIfAbsent(name, variable) == null;
    }

    void change(String name, ObjectNode fields, Instant now) {
        byName.computeIfPresent(name, (key, old) -> old.deepCopy()
                .<ObjectNode>setAll(fields)
                .put("name", key)
                .put("updated_at", StandInJson.time(now)));
    }

    boolean delete(String name) {
        return byName.remove(name) != null;
    }
}
