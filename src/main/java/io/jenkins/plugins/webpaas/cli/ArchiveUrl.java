package io.jenkins.plugins.webpaas.cli;

import io.jenkins.plugins.webpaas.service.SecureUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the archives of a release are, valid once made.
 *
 * @param template a URL in which {@code {os}}, {@code {arch}} and {@code {ext}} stand for what differs between platforms
 */
public record ArchiveUrl(String template) {
    private static final Pattern UNKNOWN = Pattern.compile("\\{(?!(?:os|arch|ext)})[^}]*}?");
    private static final Pattern ARCHIVE = Pattern.compile(".*/[^/]+\\.(?:zip|tar\\.gz|tgz)");

    /** @throws IllegalArgumentException naming the field {@code url} and what is wrong with it */
    public ArchiveUrl {
        if (template == null || template.isBlank()) {
            throw new IllegalArgumentException(
                    "url: is missing. Enter a URL such as https://example.com/webpaas_5_{os}_{arch}.{ext}");
        }
        template = template.strip();
        Matcher unknown = UNKNOWN.matcher(template);
        if (unknown.find()) {
            throw new IllegalArgumentException("url: '" + unknown.group() + "' is none of {os}, {arch} and {ext}");
        }
        check(template);
    }

    private static void check(String template) {
        URI url;
        try {
            // A sign that is in no host and ends an escape.
            url = new URI(template.replaceAll("\\{(?:os|arch|ext)}", "_"));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: is no URL (" + e.getReason() + ")", e);
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "url: has no host, such as the one in https://example.com/cli.zip. {os}, {arch} and {ext} come after it");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url: has a user name or password in it. Leave it out");
        }
        if (!SecureUrl.test(url)) {
            throw new IllegalArgumentException("url: '" + template + "' must use https (http is for localhost alone)");
        }
        if (!ARCHIVE.matcher(substitute(template, Platform.USUAL.get(0), "all").getRawPath())
                .matches()) {
            throw new IllegalArgumentException(
                    "url: '" + template + "' must end in the name of a .zip or .tar.gz archive, or in .{ext}");
        }
    }

    /** Where a platform's archive may be: by its own architecture, else one that is for all. */
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
