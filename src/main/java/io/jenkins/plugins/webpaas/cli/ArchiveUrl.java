package io.jenkins.plugins.webpaas.cli;

import io.jenkins.plugins.webpaas.service.FieldChecks;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The URL template of a release's archives. The constructor checks it.
 *
 * @param template a URL in which {@code {os}}, {@code {arch}} and {@code {ext}} stand for the parts that differ between platforms
 */
public record ArchiveUrl(String template) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:os|arch|ext)}");
    private static final Pattern UNKNOWN = Pattern.compile("\\{(?!(?:os|arch|ext)})[^}]*}?");
    private static final Pattern ARCHIVE = Pattern.compile(".*/[^/]+\\.(?:zip|tar\\.gz|tgz)");

    /** @throws InvalidFieldException naming the field {@code url} and its problem */
    public ArchiveUrl {
        if (template == null || template.isBlank()) {
            throw new InvalidFieldException("url", "archive.missing");
        }
        template = template.strip();
        Matcher unknown = UNKNOWN.matcher(template);
        if (unknown.find()) {
            throw new InvalidFieldException("url", "archive.unknown", unknown.group());
        }
        URI url;
        try {
            // Java refuses an underscore in a host or a percent escape, and so a placeholder there.
            url = new URI(PLACEHOLDER.matcher(template).replaceAll(part -> "_"
                    .repeat(part.group().length())));
        } catch (URISyntaxException e) {
            throw new InvalidFieldException("url", "archive.invalid", Integer.toString(e.getIndex() + 1));
        }
        if (url.getHost() == null) {
            throw new InvalidFieldException("url", "archive.host");
        }
        FieldChecks.checkSecure("url", url, template);
        if (!ARCHIVE.matcher(substitute(template, Platform.USUAL.get(0), "all").getRawPath())
                .matches()) {
            throw new InvalidFieldException("url", "archive.end", template);
        }
    }

    /** Returns the URLs of a platform's archives: for its own architecture, and for all architectures. */
    List<URI> candidates(Platform platform) {
        return Stream.of(platform.arch(), "all")
                .map(arch -> substitute(template, platform, arch))
                .distinct()
                .toList();
    }

    private static URI substitute(String template, Platform platform, String arch) {
        return URI.create(
                template.replace("{os}", platform.os()).replace("{arch}", arch).replace("{ext}", platform.extension()));
    }
}
