package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.util.RemotingDiagnostics;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.config.CustomService;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/** Configures a Jenkins with the stand-in as a service and with an API token, and checks what must hold after builds. */
public final class StandInJenkins {
    public static final String SERVICE = "standin";
    public static final String CREDENTIALS_ID = "deploy-bot";

    /** Makes a controller wait for reconnecting nodes as long as in production. In tests, Jenkins waits only 15 s. */
    public static final String PATIENT_WITH_NODES =
            "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000";

    private StandInJenkins() {}

    public static void configure(StandIn standIn) throws IOException {
        configure(standIn.apiUrl(), standIn.sshDomain(), String.join("\n", standIn.sshOptions()));
    }

    /** Configures a Jenkins for a stand-in in another JVM. */
    public static void configure(URI url, String sshDomain, String sshOptions) throws IOException {
        CustomService service = new CustomService(SERVICE, "Stand-in");
        service.setApiUrl(url.toString());
        service.setAuthUrl(url.toString());
        service.setSshDomains(sshDomain);
        service.setUnknownHosts(UnknownHosts.REMEMBER);
        service.setSshOptions(sshOptions);
        WebPaasConfiguration.get().setCustomServices(List.of(service));
        addToken(CredentialsScope.GLOBAL, CREDENTIALS_ID, StandIn.API_TOKEN);
    }

    public static void addToken(CredentialsScope scope, String id, String token) throws IOException {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials().add(new WebPaasApiToken(scope, id, null, SERVICE, Secret.fromString(token)));
        credentials.save();
    }

    /** Waits until the sessions are closed: a build that leaves a node does not wait for that. Also for use in the JVM of another controller. */
    public static void assertNothingLeft() {
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS).untilAsserted(() -> {
            for (Computer computer : Jenkins.get().getComputers()) {
                assertThat(sessions(computer.getNode())).isEmpty();
                assertThat(RemotingDiagnostics.getThreadDump(computer.getChannel())
                                .keySet())
                        .as("threads of node '%s'", computer.getName())
                        .noneMatch(thread -> thread.startsWith("webpaas-ssh-agent") || thread.startsWith("sshj"));
            }
        });
    }

    private static List<FilePath> sessions(Node node) throws IOException, InterruptedException {
        List<FilePath> sessions = new ArrayList<>();
        FilePath workspaces = node.getRootPath().child("workspace");
        if (workspaces.exists()) {
            for (FilePath workspace : workspaces.listDirectories()) {
                workspace.listDirectories().stream()
                        .filter(directory -> directory.getName().startsWith("webpaas-"))
                        .forEach(sessions::add);
            }
        }
        return sessions;
    }

    /** Checks that no file has the secret, neither in plain text nor encoded. The credentials store has it encrypted. */
    public static void assertNothingSecretIn(Path directory) throws IOException {
        assertThat(directory).isNotEmptyDirectory();
        SecretHunt.inFiles(directory, SecretHunt.always());
    }
}
