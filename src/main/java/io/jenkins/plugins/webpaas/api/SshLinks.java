package io.jenkins.plugins.webpaas.api;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses among the SSH links of an environment (protocol section 3, "SSH and git addresses"). */
@SuppressFBWarnings(
        value = "REDOS",
        justification = "No part of HREF can take what another part may take, so it reads a text once")
final class SshLinks {
    private static final Pattern NAME = Pattern.compile("pf:ssh:([^:]+)(?::(\\d{1,9}))?");

    /** What would have a meaning for a shell or as an option of {@code ssh} is in no real address. */
    private static final Pattern HREF =
            Pattern.compile("ssh://(\\w[\\w.-]*)(?::[^@/]*)?@([A-Za-z0-9][A-Za-z0-9.-]*)(?::\\d*)?(?:[/?#].*)?");

    private static final Comparator<Matcher> FIRST =
            Comparator.comparing((Matcher name) -> name.group(1)).thenComparing(SshLinks::instance);

    private SshLinks() {}

    /** The hosts of a dedicated project, each of which has all apps. */
    private static final Pattern DEDICATED_HOST = Pattern.compile("ent-\\d+");

    /**
     * The app or worker itself, else its first instance. Where no link names an app, the address for all apps: that of a
     * dedicated project's first host, or of an environment that has the link {@code ssh} alone.
     *
     * @param app null stands for the first by name
     * @param worker of that app; null for the app itself
     */
    static Optional<String> address(Links links, String app, String worker) {
        return names(links)
                .filter(name -> isWanted(name.group(1), app, worker))
                .min(FIRST)
                .or(() -> dedicatedHost(links).filter(host -> worker == null))
                .map(Matcher::group)
                .or(() -> Optional.of("ssh")
                        .filter(link -> worker == null && names(links).findAny().isEmpty()))
                .map(links.hrefs()::get)
                .map(HREF::matcher)
                .filter(Matcher::matches)
                .map(href -> href.group(1) + "@" + href.group(2));
    }

    /**
     * The containers among which a name without app chooses, by name: the apps, which a dedicated project's hosts are not, or
     * the workers of that name.
     *
     * @param worker null for apps
     */
    static List<String> choices(Links links, String worker) {
        return containers(links).stream()
                .filter(name -> isWanted(name, null, worker))
                .filter(name -> worker != null || !name.contains("--"))
                .filter(name -> !DEDICATED_HOST.matcher(name).matches())
                .toList();
    }

    /** Apps, and workers as {@code app--worker}, by name. */
    static List<String> containers(Links links) {
        return names(links).map(name -> name.group(1)).distinct().sorted().toList();
    }

    private static Optional<Matcher> dedicatedHost(Links links) {
        return names(links)
                .filter(name -> DEDICATED_HOST.matcher(name.group(1)).matches())
                .min(FIRST);
    }

    private static Stream<Matcher> names(Links links) {
        return links.hrefs().keySet().stream().map(NAME::matcher).filter(Matcher::matches);
    }

    private static boolean isWanted(String name, String app, String worker) {
        if (worker == null) {
            return app == null || name.equals(app);
        }
        return app == null ? name.endsWith("--" + worker) : name.equals(app + "--" + worker);
    }

    /** The app itself comes before its instances. */
    private static int instance(Matcher name) {
        return name.group(2) == null ? -1 : Integer.parseInt(name.group(2));
    }
}
