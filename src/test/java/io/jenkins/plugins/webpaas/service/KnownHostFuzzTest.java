package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Fuzzes lines of {@code known_hosts} from administrators and nodes. An input is a host, a line end, and a line. */
class KnownHostFuzzTest {

    @FuzzTest
    void isForTheHostsThatSshTakesItForOrRefused(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        String line = parts[parts.length - 1];
        Optional<KnownHost> entered = parse(line);
        entered.ifPresent(known -> {
            String names =
                    line.trim().split("\\s+")[known.isAuthority() ? 1 : 0].toLowerCase(Locale.ROOT);
            assertThat(known.isAuthority()).isEqualTo(line.trim().startsWith("@"));
            assertThat(known.isFor(parts[0])).isEqualTo(isFor(names, parts[0].toLowerCase(Locale.ROOT)));
            assertThat(known.line().chars()).allMatch(character -> character >= ' ' && character < 127);
            assertThat(parse(known.line())).hasValueSatisfying(again -> assertIsTheSame(again, known));
        });
        Optional<KnownHost> seen = KnownHost.parseSeen(line);
        if (seen.isPresent()) {
            assertIsTheSame(seen.get(), entered.orElseThrow());
            assertThat(seen.get().hosts()).singleElement().asString().doesNotContain("*", "?", "!");
        }
    }

    private static Optional<KnownHost> parse(String line) {
        try {
            return Optional.of(KnownHost.parse(line));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("\n").hasNoCause();
            return Optional.empty();
        }
    }

    private static void assertIsTheSame(KnownHost one, KnownHost other) {
        assertThat(one.hosts()).isEqualTo(other.hosts());
        assertThat(one.keyType()).isEqualTo(other.keyType());
        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.isAuthority()).isEqualTo(other.isAuthority());
    }

    /** Tells whether names match a host by sshd(8), SSH_KNOWN_HOSTS FILE FORMAT, for any port. */
    private static boolean isFor(String names, String host) {
        List<String> patterns = Arrays.stream(names.split(","))
                .map(name -> name.startsWith("[") || name.startsWith("![")
                        ? name.substring(0, name.indexOf(']')).replace("[", "")
                        : name)
                .toList();
        return patterns.stream().anyMatch(pattern -> !pattern.startsWith("!") && matches(pattern, host))
                && patterns.stream()
                        .noneMatch(pattern -> pattern.startsWith("!") && matches(pattern.substring(1), host));
    }

    /** Tells whether a pattern matches, by the lengths of the text that each beginning of the pattern matches. */
    private static boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (char character : pattern.toCharArray()) {
            boolean[] next = new boolean[reached.length];
            for (int length = 0; length < reached.length; length++) {
                boolean isOneMore = length > 0 && (character == '?' || character == text.charAt(length - 1));
                next[length] = character == '*'
                        ? reached[length] || length > 0 && next[length - 1]
                        : isOneMore && reached[length - 1];
            }
            reached = next;
        }
        return reached[text.length()];
    }
}
