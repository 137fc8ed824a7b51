package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The stand-in as a service of the plugin. */
public final class StandInService {
    /** The longest time that an answer may take. */
    public static final Duration CALL = Duration.ofSeconds(20);

    private StandInService() {}

    /** With host keys that are not known yet, as OVHcloud's. */
    public static Service of(StandIn standIn) {
        return of(standIn, UnknownHosts.REMEMBER, List.of());
    }

    /** A client that loses no time: it begins no repetition after 5 s. */
    public static WebPaasClient client(Clock clock) {
        return new WebPaasClient(
                new HttpSettings("Jenkins-WebPaaS/test", builder -> builder, CALL, CALL, Duration.ofSeconds(5), clock));
    }

    public static Service of(StandIn standIn, UnknownHosts unknownHosts, List<String> knownHosts) {
        String auth = standIn.authUrl().toString();
        return new Service(
                "standin",
                "Stand-in",
                new Endpoints(standIn.apiUrl().toString(), auth, auth, "platform-cli", null),
                new SshHosts(List.of(standIn.sshDomain()), knownHosts, unknownHosts, false, standIn.sshOptions()),
                new VendorCliNames("standin", "STANDIN_CLI_"));
    }
}
