package io.jenkins.plugins.webpaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Views and help texts work under a strict Content-Security-Policy, and show symbols as all of Jenkins does. */
class CspTest {
    private static final Set<String> INLINE = Set.of("script", "style", "iframe", "object", "embed");

    /** Of tags; symbols follow the theme, images do not. */
    private static final Set<String> ICONS = Set.of("l:icon", "t:summary", "l:task");

    private final List<String> problems = new ArrayList<>();

    @Test
    void nothingIsInlineOrRemote() {
        pages().forEach(page -> page.elements().forEach(element -> {
            String tag = element.getTagName();
            if (INLINE.contains(tag)) {
                problems.add(page + ": <" + tag + ">. Put it into an adjunct");
            }
            Resource.attributes(element)
                    .forEach(attribute -> check(page + ": <" + tag + " " + attribute + ">", attribute));
        }));

        assertThat(problems).isEmpty();
    }

    private void check(String where, Attr attribute) {
        String name = attribute.getName().toLowerCase(Locale.ROOT);
        String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("on")) {
            problems.add(where + " is an event handler. Put it into an adjunct");
        }
        if (name.equals("style") || name.equals("align")) {
            problems.add(where + " is a style. Use a class of Jenkins'");
        }
        if (value.startsWith("javascript:")) {
            problems.add(where + " is a script. Put it into an adjunct");
        }
        if (name.equals("src") && value.matches("(https?:)?//.*")) {
            problems.add(where + " is remote");
        }
        if (name.equals("checkurl") && value.contains("'")) {
            problems.add(where + " is a script. Write a doCheck method, and @RelativePath or @QueryParameter in it");
        }
    }

    @Test
    void iconsAreSymbols() {
        for (Resource page : pages().toList()) {
            for (Element element : page.elements()) {
                String tag = element.getTagName();
                String icon = element.getAttribute("src") + element.getAttribute("icon");
                if (tag.equals("img") || ICONS.contains(tag) && !icon.matches("(symbol-|\\$\\{).*")) {
                    problems.add(page + ": <" + tag + " " + icon + "> is an image. Use a symbol of Jenkins'");
                }
            }
        }
        Stream.of(Path.of("src/main/resources"), Path.of("src/main/webapp"))
                .filter(Files::exists)
                .flatMap(Resource::walk)
                .filter(file -> file.toString().matches(".*\\.(png|gif|jpe?g|ico|webp)"))
                .forEach(file -> problems.add(file + " is an image. Use a symbol of Jenkins'"));

        assertThat(problems).isEmpty();
    }

    private static Stream<Resource> pages() {
        return Stream.of(".jelly", ".html").flatMap(ending -> Resource.all(ending).stream());
    }
}
