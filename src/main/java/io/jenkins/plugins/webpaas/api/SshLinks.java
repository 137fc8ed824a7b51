package io.jenkins.plugins.webpaas.api;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses among the SSH links of an environment (protocol, "SSH and git addresses"). */
@SuppressFBWarnings(
        value = "REDOS",
        justification = "No two parts of HREF match the same text, so matching takes linear time")
final class SshLinks {
    private static final Pattern NAME = Pattern.compile("pf:ssh:([^:]+)(?::(\\d{1,9}))?");

    /** An SSH URL. Addresses with characters that a shell interprets, or that look like an option of {@code ssh}, do not match. */
    private static final Pattern HREF =
            Pattern.compile("ssh://(\\w[\\w.-]*)(?::[^@/]*)?@([A-Za-z0-9][A-Za-z0-9.-]*)(?::\\d*)?(?:[/?#].*)?");

    private static final Comparator<Matcher> BY_NAME_AND_INSTANCE =
            Comparator.comparing((Matcher name) -> name.group(1)).thenComparing(SshLinks::instance);

    /** The name of a dedicated project's host, which has all apps. */
    private static final Pattern DEDICATED_HOST = Pattern.compile("ent-\\d+");

    private SshLinks() {}

    /**
     * Returns the address of an app or worker, else of its first instance. If no link names an app, returns the address for all apps: that
     * of a dedicated project's first host, or of the link {@code ssh} if an environment has no other SSH link.
     *
     * @param app null for the first app by name
     * @param worker name of a worker of the app; null for the app itself
     */
    static Optional<String> address(Links links, String app, String worker) {
        return names(links)
                .filter(name -> matches(name.group(1), app, worker))
                .min(BY_NAME_AND_INSTANCE)
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
     * Returns the names of the containers from which {@link #address} chooses if no app is named: the apps without a dedicated project's
     * hosts, or the workers of a name.
     *
     * @param worker null for apps
     */
    static List<String> choices(Links links, String worker) {
        return containers(links).stream()
                .filter(name -> matches(name, null, worker))
                .filter(name -> worker != null || !name.contains("--"))
                .filter(name -> !DEDICATED_HOST.matcher(name).matches())
                .toList();
    }

    /** Returns the apps, and the workers as {@code app--worker}, by name. */
    static List<String> containers(Links links) {
        return names(links).map(name -> name.group(1)).distinct().sorted().toList();
    }

    private static Optional<Matcher> dedicatedHost(Links links) {
        return names(links)
                .filter(name -> DEDICATED_HOST.matcher(name.group(1)).matches())
                .min(BY_NAME_AND_INSTANCE);
    }

    private static Stream<Matcher> names(Links links) {
        return links.hrefs().keySet().stream().map(NAME::matcher).filter(Matcher::matches);
    }

    /** Tells whether a container's name is that of an app, or of a worker as {@code app--worker}. */
    static boolean matches(String name, String app, String worker) {
        if (worker == null) {
            return app == null || name.equals(app);
        }
        return app == null ? name.endsWith("--" + worker) : name.equals(app + "--" + worker);
    }

    /** Returns the number of an instance, and -1 for the app itself, which comes first. */
    private static int instance(Matcher name) {
        return name.group(2) == null ? -1 : Integer.parseInt(name.group(2));
    }
}
