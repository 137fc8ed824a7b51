package io.jenkins.plugins.webpaas.support;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import sun.reflect.ReflectionFactory;

/** The fields of the plugin's own objects that are saved: filled for a sample, and told as lines such as {@code log.seen=7}. */
public final class SavedFields {
    private static final String ROOT = "io.jenkins.plugins.webpaas.";

    private SavedFields() {}

    /** An instance whose fields all have a value, as far as the JDK or the plugin has their types; made without a constructor. */
    public static Object sample(Class<?> type) throws ReflectiveOperationException {
        return sample(type, List.of());
    }

    private static Object sample(Class<?> type, List<Class<?>> around) throws ReflectiveOperationException {
        Constructor<?> constructor = ReflectionFactory.getReflectionFactory()
                .newConstructorForSerialization(type, Object.class.getConstructor());
        Object sample = constructor.newInstance();
        for (Field field : of(type)) {
            field.set(sample, value(field.getGenericType(), field.getName(), with(around, type)));
        }
        return sample;
    }

    private static List<Class<?>> with(List<Class<?>> around, Class<?> type) {
        return Stream.concat(around.stream(), Stream.of(type)).toList();
    }

    private static Object value(Type type, String name, List<Class<?>> around) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Object last = value(arguments[arguments.length - 1], name, around);
            Class<?> raw = (Class<?>) generic.getRawType();
            if (last == null) {
                return null;
            }
            return Map.class.isAssignableFrom(raw) ? map(raw, name, last) : collection(raw, last);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == int.class) {
            return 7;
        } else if (raw == boolean.class) {
            return true;
        } else if (raw == String.class) {
            return name;
        } else if (raw == Instant.class) {
            return Instant.EPOCH;
        } else if (raw == Duration.class) {
            return Duration.ofMinutes(7);
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        } else if (raw.isSealed()) {
            return sample(raw.getPermittedSubclasses()[0], around);
        } else if (isOurs(raw) && !around.contains(raw)) {
            return sample(raw, around);
        }
        return null;
    }

    private static Object map(Class<?> raw, String name, Object value) {
        if (raw == ConcurrentHashMap.class) {
            return new ConcurrentHashMap<>(Map.of(name, value));
        }
        return raw == Map.class ? Map.of(name, value) : new LinkedHashMap<>(Map.of(name, value));
    }

    private static Object collection(Class<?> raw, Object value) {
        if (raw == Set.class) {
            return Set.of(value);
        }
        return raw == ArrayList.class ? new ArrayList<>(List.of(value)) : List.of(value);
    }

    /** The fields of an object that are not null, and those of the objects in them. */
    public static List<String> lines(Object object) throws ReflectiveOperationException {
        List<String> lines = new ArrayList<>();
        tell("", object, lines);
        return lines;
    }

    private static void tell(String path, Object value, List<String> lines) throws ReflectiveOperationException {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                tell(path + "[" + entry.getKey() + "]", entry.getValue(), lines);
            }
        } else if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                tell(path + "[]", element, lines);
            }
        } else if (value instanceof Enum<?> || !isOurs(value.getClass())) {
            lines.add(path + "=" + value);
        } else {
            for (Field field : of(value.getClass())) {
                if (field.get(value) != null) {
                    tell(path.isEmpty() ? field.getName() : path + "." + field.getName(), field.get(value), lines);
                }
            }
        }
    }

    private static List<Field> of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && isOurs(c); c = c.getSuperclass()) {
            Stream.of(c.getDeclaredFields())
                    .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                    .forEach(fields::add);
        }
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(ROOT);
    }
}
