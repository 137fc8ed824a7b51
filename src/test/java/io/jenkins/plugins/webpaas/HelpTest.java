package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each field of each form has help with an example, in English and in French. */
class HelpTest {
    private static final String ENGLISH = ".html";
    private static final String FRENCH = "_fr.html";

    /** Fields of forms that are Jenkins' own. */
    private static final Map<String, Set<String>> INHERITED = Map.of("WebPaasCli", Set.of("name", "home"));

    private final List<String> problems = new ArrayList<>();

    @Test
    void eachFieldHasHelp() {
        for (Form form : Form.all()) {
            for (String field : form.fields()) {
                if (form.help(field).isEmpty()) {
                    problems.add(form.view() + ": field '" + field + "' has no help-" + field + ".html");
                }
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void eachHelpIsOfAField() {
        for (Resource help : Resource.all(ENGLISH)) {
            JavaClass type = Form.type(help.owner()).orElse(null);
            if (type == null) {
                problems.add(help + ": there is no such class");
            } else if (!isOfAField(
                    help.without(help.isFrench() ? FRENCH : ENGLISH, "").fileName(), type)) {
                problems.add(help + ": there is no such field");
            }
        }

        assertThat(problems).isEmpty();
    }

    private static boolean isOfAField(String help, JavaClass type) {
        if (help.equals("help")) {
            return true;
        }
        String field = help.substring("help-".length());
        String property = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        return INHERITED.getOrDefault(type.getSimpleName(), Set.of()).contains(field)
                || Form.all().stream().filter(form -> form.type().equals(type)).anyMatch(form -> form.fields()
                        .contains(field))
                || Form.ancestry(type).stream()
                        .flatMap(each -> each.getMembers().stream())
                        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaMember::getName)
                        .anyMatch(Set.of(field, "get" + property, "is" + property)::contains);
    }

    @Test
    void eachHelpIsInBothLanguages() {
        for (Resource help : Resource.all(ENGLISH)) {
            Resource twin = help.isFrench() ? help.without(FRENCH, ENGLISH) : help.without(ENGLISH, FRENCH);
            if (!twin.exists()) {
                problems.add(help + " has no twin " + twin.fileName());
            } else if (twin.content().equals(help.content())) {
                problems.add(help + " is the same as " + twin.fileName());
            } else if (!code(help).equals(code(twin))) {
                problems.add(help + " does not speak of the same <code> as " + twin.fileName());
            }
        }

        assertThat(problems).isEmpty();
    }

    private static Set<String> code(Resource help) {
        return help.elements().stream()
                .filter(element -> element.getTagName().equals("code"))
                .map(element -> spaced(element.getTextContent()))
                .collect(Collectors.toSet());
    }

    @Test
    void eachHelpHasAnExample() {
        for (Resource help : Resource.all(ENGLISH)) {
            String text = spaced(help.content());
            String words = help.isFrench() ? "ar exemple" : "or example";
            if (!text.contains(words) && !text.contains("<pre>")) {
                problems.add(help + " has no example");
            }
        }

        assertThat(problems).isEmpty();
    }

    private static String spaced(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
