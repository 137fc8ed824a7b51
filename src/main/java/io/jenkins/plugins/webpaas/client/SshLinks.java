package io.jenkins.plugins.webpaas.client;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses among the SSH links of an environment (protocol section 3, "SSH and git addresses"). */
final class SshLinks {
    private static final Pattern NAME = Pattern.compile("pf:ssh:([^:]+)(?::(\\d{1,9}))?");

    /** What would have a meaning for a shell or as an option of {@code ssh} is in no real address. */
    private static final Pattern HREF =
            Pattern.compile("ssh://(\\w[\\w.-]*)(?::[^@/]*)?@([A-Za-z0-9][A-Za-z0-9.-]*)(?::\\d*)?(?:[/?#].*)?");

    private SshLinks() {}

    /** The app itself, else its first instance, else the only link of older environments. Null stands for the first app. */
    static Optional<String> address(Links links, String app) {
        return links.hrefs().keySet().stream()
                .map(NAME::matcher)
                .filter(name -> name.matches() && (app == null || app.equals(name.group(1))))
                .min(Comparator.comparing((Matcher name) -> name.group(1)).thenComparing(SshLinks::instance))
                .map(Matcher::group)
                .or(() -> Optional.of("ssh"))
                .map(links.hrefs()::get)
                .map(HREF::matcher)
                .filter(Matcher::matches)
                .map(href -> href.group(1) + "@" + href.group(2));
    }

    /** The app itself before its instances. */
    private static int instance(Matcher name) {
        return name.group(2) == null ? -1 : Integer.parseInt(name.group(2));
    }
}
