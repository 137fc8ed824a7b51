package io.jenkins.plugins.webpaas.pipeline;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.config.CustomService;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;

/** A Jenkins that knows the stand-in as a service, and an API token for it. */
final class StandInJenkins {
    static final String SERVICE = "standin";
    static final String CREDENTIALS_ID = "deploy-bot";

    private StandInJenkins() {}

    static void configure(StandIn standIn) throws Exception {
        CustomService service = new CustomService(SERVICE, "Stand-in");
        service.setApiUrl(standIn.apiUrl().toString());
        service.setAuthUrl(standIn.authUrl().toString());
        service.setSshDomains(standIn.sshDomain());
        service.setUnknownHosts(UnknownHosts.REMEMBER);
        service.setSshOptions(String.join("\n", standIn.sshOptions()));
        WebPaasConfiguration.get().setCustomServices(List.of(service));
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials
                .getCredentials()
                .add(new WebPaasApiToken(
                        CredentialsScope.GLOBAL, CREDENTIALS_ID, null, SERVICE, Secret.fromString(StandIn.API_TOKEN)));
        credentials.save();
    }
}
