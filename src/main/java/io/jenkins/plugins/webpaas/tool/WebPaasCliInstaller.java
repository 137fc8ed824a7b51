package io.jenkins.plugins.webpaas.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolInstallerDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.cli.Archive;
import io.jenkins.plugins.webpaas.cli.ArchiveCache;
import io.jenkins.plugins.webpaas.cli.ArchiveUrl;
import io.jenkins.plugins.webpaas.cli.CannotInstallException;
import io.jenkins.plugins.webpaas.cli.Download;
import io.jenkins.plugins.webpaas.cli.Platform;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.agents.ControllerToAgentCallable;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Installs the CLI from an archive with a known checksum. The controller downloads and verifies the archive, because a node may have no
 * route to the vendor.
 */
public final class WebPaasCliInstaller extends ToolInstaller {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** Number of archives in the cache: two releases for each platform of the vendor. */
    private static final int CACHED = 2 * Platform.USUAL.size();

    private final String url;
    private final String checksums;

    /**
     * @param label label of the nodes to install on; null or empty for all nodes
     * @param url URL of the archive, with {@code {os}}, {@code {arch}} and {@code {ext}} for the differences between platforms
     * @param checksums lines of the vendor's {@code checksums.txt}
     */
    @DataBoundConstructor
    public WebPaasCliInstaller(String label, String url, String checksums) {
        super(label);
        this.url = Util.fixEmptyAndTrim(url);
        this.checksums = Util.fixEmptyAndTrim(checksums);
    }

    public String getUrl() {
        return url;
    }

    public String getChecksums() {
        return checksums;
    }

    @Override
    public FilePath performInstallation(ToolInstallation tool, Node node, TaskListener log)
            throws IOException, InterruptedException {
        FilePath path = preferredLocation(tool, node);
        CliHome home = new CliHome(path, Util.fixEmptyAndTrim(tool.getHome()) == null);
        try {
            Archive archive =
                    Archive.of(new ArchiveUrl(url), Archive.checksums(checksums), path.act(new NodePlatform()));
            if (!home.has(archive)) {
                log.getLogger()
                        .println("[Web PaaS] Installing " + archive.url() + " in " + path.getRemote() + " on "
                                + node.getDisplayName());
                DescriptorImpl descriptor = Jenkins.get().getDescriptorByType(DescriptorImpl.class);
                try (InputStream content = descriptor.archives.open(archive)) {
                    home.replace(archive, content);
                }
            }
        } catch (IllegalArgumentException | CannotInstallException e) {
            throw new AbortException("Web PaaS CLI '" + tool.getName() + "', " + e.getMessage());
        }
        return path;
    }

    private record NodePlatform() implements ControllerToAgentCallable<Platform, RuntimeException> {
        @Override
        public Platform call() {
            return Platform.here();
        }
    }

    @Extension
    @Symbol("webPaasCliArchive")
    public static final class DescriptorImpl extends ToolInstallerDescriptor<WebPaasCliInstaller> {
        private final transient ArchiveCache archives = new ArchiveCache(
                Jenkins.get().getRootDir().toPath().resolve("caches").resolve("webpaas-cli"),
                CACHED,
                () -> new Download(ProxyConfiguration.newHttpClient(), DEADLINE));

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasCliInstaller_DisplayName();
        }

        @Override
        public boolean isApplicable(Class<? extends ToolInstallation> toolType) {
            return toolType == WebPaasCli.class;
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FieldLabels.check(() -> new ArchiveUrl(value));
        }

        @POST
        public FormValidation doCheckChecksums(@QueryParameter String value, @QueryParameter String url) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            Map<String, String> checksums;
            try {
                checksums = Archive.checksums(value);
            } catch (InvalidFieldException e) {
                return FieldLabels.error(e);
            }
            try {
                return coverage(new ArchiveUrl(url), checksums);
            } catch (InvalidFieldException e) {
                return FormValidation.ok(); // The field of the URL shows this problem.
            }
        }

        private static FormValidation coverage(ArchiveUrl url, Map<String, String> checksums) {
            List<Platform> missing = Platform.USUAL.stream()
                    .filter(platform -> Archive.find(url, checksums, platform).isEmpty())
                    .toList();
            if (missing.isEmpty()) {
                return FormValidation.ok();
            }
            boolean areAllMissing = missing.size() == Platform.USUAL.size();
            String problem = FieldLabels.say(new InvalidFieldException(
                    "checksums",
                    areAllMissing ? "checksums.other" : "checksums.lacking",
                    missing.stream().map(Platform::toString).collect(Collectors.joining(", "))));
            return areAllMissing ? FormValidation.error(problem) : FormValidation.warning(problem);
        }
    }
}
