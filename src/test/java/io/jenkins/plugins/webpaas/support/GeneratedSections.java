package io.jenkins.plugins.webpaas.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of the docs that tests write, between the marks {@code <!-- name:begin -->} and {@code <!-- name:end -->}. */
public final class GeneratedSections {
    private GeneratedSections() {}

    /**
     * Fails if that part of the page differs, or puts it there if the property {@code webpaas.docs} is {@code update}.
     *
     * @param page a file of {@code docs}
     */
    public static void check(String page, String name, String text) throws IOException {
        Path file = Path.of("docs", page);
        String old = Files.readString(file);
        String begin = "<!-- " + name + ":begin -->\n";
        int from = old.indexOf(begin) + begin.length();
        int to = old.indexOf("\n<!-- " + name + ":end -->", from);
        if ("update".equals(System.getProperty("webpaas.docs"))) {
            Files.writeString(file, old.substring(0, from) + text + old.substring(to));
        } else {
            assertThat(old.substring(from, to))
                    .as("%s, which the property -Dwebpaas.docs=update writes anew", file)
                    .isEqualTo(text);
        }
    }
}
