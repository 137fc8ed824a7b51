package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Every text that Jenkins shows exists in English and in French. */
class TranslationsTest {
    /** Words that are the same in both languages. */
    private static final Set<String> SHARED =
            Set.of("Action", "CLI", "Commit", "Service", "Type", "Variables", "Web PaaS", "Worker");

    /** {@code ${%Label}}, or {@code '%Label'} in an expression; what follows a parenthesis are arguments. */
    private static final Pattern LABEL =
            Pattern.compile("(?:\\$\\{%(?<label>[^}(]+)|'%(?<literal>[^'(]+))(?<arguments>\\()?");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    /** Attributes of tags that users see the value of. */
    private static final Set<String> SHOWN = Set.of(
            "add",
            "addCaption",
            "alt",
            "caption",
            "deleteCaption",
            "description",
            "header",
            "label",
            "placeholder",
            "progress",
            "text",
            "title",
            "tooltip");

    /** Texts that are in no view: those of Jenkins' kind, and the core's. */
    private static final Set<String> MESSAGES = Set.of("Messages.properties", "Problems.properties");

    private static final String FRENCH = "_fr.properties";

    private final List<String> problems = new ArrayList<>();

    @Test
    void eachLabelOfAViewIsInFrench() {
        views().forEach(view -> compare(english(view), view.french(".properties")));

        assertThat(problems).isEmpty();
    }

    @Test
    void eachMessageIsInFrench() {
        messages().forEach(messages -> compare(messages.texts(), messages.french(".properties")));

        assertThat(problems).isEmpty();
    }

    @Test
    void noBundleIsOfNothing() {
        for (Resource bundle : bundles()) {
            String name = bundle.fileName();
            boolean isOfSomething = name.endsWith(FRENCH)
                    ? bundle.without(FRENCH, ".jelly").exists()
                            || bundle.without(FRENCH, ".properties").exists()
                    : MESSAGES.contains(name) || bundle.sibling(".jelly").exists();
            if (!isOfSomething) {
                problems.add(bundle + " is the bundle of no view and of no messages");
            }
        }
        for (Resource view : views()) {
            Set<String> unused =
                    new TreeSet<>(view.sibling(".properties").texts().keySet());
            unused.removeAll(labels(view).keySet());
            unused.forEach(key -> problems.add(view.sibling(".properties") + ": '" + key + "' is used by no view"));
        }

        assertThat(problems).isEmpty();
    }

    /** Without a text, Jenkins shows the key up to the parenthesis. */
    @Test
    void whatIsInParenthesesIsNotLost() {
        for (Resource view : views()) {
            Set<String> texts = view.sibling(".properties").texts().keySet();
            labels(view).forEach((key, hasArguments) -> {
                if (hasArguments && !texts.contains(key)) {
                    problems.add(view + ": '" + key + "(' begins arguments, which no English text shows");
                }
            });
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void noViewHasTextOfItsOwn() {
        for (Resource view : views()) {
            for (Element element : view.elements()) {
                if (element.getTagName().equals("st:attribute")
                        || element.getTagName().equals("st:documentation")) {
                    continue; // for those who write views
                }
                Stream.concat(
                                Stream.of(Resource.text(element)),
                                Resource.attributes(element).stream()
                                        .filter(TranslationsTest::isShown)
                                        .map(Attr::getValue))
                        .map(text -> EXPRESSION.matcher(text).replaceAll(""))
                        .filter(text -> WORD.matcher(text).find())
                        .forEach(text -> problems.add(view + ", <" + element.getTagName() + ">: '" + text.strip()
                                + "' cannot be translated. Write ${%" + text.strip() + "}"));
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void bundlesAreInUtf8AndCanBeFormatted() {
        for (Resource bundle : bundles()) {
            bundle.content();
            bundle.texts().forEach((key, text) -> checkFormat(bundle + ": '" + key + "'", text));
        }

        assertThat(problems).isEmpty();
    }

    private static boolean isShown(Attr attribute) {
        return SHOWN.contains(attribute.getName())
                || attribute.getName().equals("value")
                        && attribute.getOwnerElement().getTagName().endsWith("Button");
    }

    private void checkFormat(String where, String text) {
        String unquoted = text.replace("''", "").replaceAll("'[{}][^']*'", "");
        if (unquoted.contains("'")) {
            problems.add(where + " loses an apostrophe. Write ''");
        }
        try {
            new MessageFormat(text);
        } catch (IllegalArgumentException e) {
            problems.add(where + " is no format: " + e.getMessage());
        }
    }

    private void compare(Map<String, String> english, Resource french) {
        Map<String, String> texts = french.texts();
        english.forEach((key, text) -> {
            String translation = texts.remove(key);
            if (translation == null) {
                problems.add(french + " lacks '" + key + "'");
            } else if (translation.equals(text) != SHARED.contains(text)) {
                problems.add(french + ": '" + key + "' is "
                        + (SHARED.contains(text) ? "said to be the same in French" : "in English"));
            } else if (arguments(translation) != arguments(text)) {
                problems.add(french + ": '" + key + "' has other arguments than the English text");
            }
        });
        texts.keySet().forEach(key -> problems.add(french + ": '" + key + "' is of nothing"));
    }

    private static int arguments(String text) {
        return new MessageFormat(text).getFormatsByArgumentIndex().length;
    }

    private static Map<String, String> english(Resource view) {
        Map<String, String> english = view.sibling(".properties").texts();
        labels(view).keySet().forEach(key -> english.putIfAbsent(key, key));
        return english;
    }

    /** The keys that a view asks for, and whether with arguments. */
    private static Map<String, Boolean> labels(Resource view) {
        Map<String, Boolean> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(view.content());
        while (label.find()) {
            String key = label.group("label") == null ? label.group("literal") : label.group("label");
            labels.merge(key, label.group("arguments") != null, Boolean::logicalOr);
        }
        return labels;
    }

    /** All but what the plugin manager says of the plugin, which has no language. */
    private static List<Resource> views() {
        return Resource.all(".jelly").stream()
                .filter(view -> !view.toString().equals("index.jelly"))
                .toList();
    }

    private static List<Resource> messages() {
        return MESSAGES.stream().flatMap(name -> Resource.all(name).stream()).toList();
    }

    private static List<Resource> bundles() {
        return Resource.all(".properties");
    }
}
