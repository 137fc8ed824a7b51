package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Variables of a source operation: prefix to name to value. Errors name the field {@code variables}. */
final class SourceOperationVariables {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]+):([^\\s=]+)=(.*)");

    private SourceOperationVariables() {}

    /**
     * Converts the map of a script, whose values may be of any type.
     *
     * @param variables null for none
     * @param expand is applied to each value
     * @throws IllegalArgumentException if {@code variables} is no map of maps
     */
    static Map<String, Map<String, String>> of(Object variables, UnaryOperator<String> expand) {
        if (variables == null) {
            return Map.of();
        }
        if (!(variables instanceof Map<?, ?> prefixes)) {
            throw new IllegalArgumentException("variables: is no map, such as [env: [FILE: 'a.txt']]");
        }
        Map<String, Map<String, String>> result = new LinkedHashMap<>();
        prefixes.forEach((prefix, names) -> {
            if (!(names instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("variables: '" + prefix
                        + "' is no prefix with a map of names and values, such as [env: [FILE: 'a.txt']]");
            }
            Map<String, String> values = new LinkedHashMap<>();
            map.forEach((name, value) -> values.put(String.valueOf(name), expand.apply(String.valueOf(value))));
            result.put(String.valueOf(prefix), values);
        });
        return result;
    }

    /**
     * Parses the text of a form, which has one variable in each line.
     *
     * @throws InvalidFieldException for a line that is no variable
     */
    static Map<String, Map<String, String>> parse(String lines) {
        Map<String, Map<String, String>> result = new TreeMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new InvalidFieldException("variables", "variables.line", line);
            }
            result.computeIfAbsent(matcher.group(1), prefix -> new TreeMap<>()).put(matcher.group(2), matcher.group(3));
        });
        return result;
    }

    /** Returns the text of a form, with one variable in each line. */
    static String text(Map<String, Map<String, String>> variables) {
        return variables.entrySet().stream()
                .flatMap(prefix -> prefix.getValue().entrySet().stream()
                        .map(variable -> prefix.getKey() + ":" + variable.getKey() + "=" + variable.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
