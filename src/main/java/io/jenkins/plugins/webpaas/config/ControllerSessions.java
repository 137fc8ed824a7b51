package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.model.Computer;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.webpaas.client.HttpSettings;
import io.jenkins.plugins.webpaas.client.WebPaasClient;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.time.Clock;
import java.util.Objects;
import jenkins.model.Jenkins;

/** The sessions of this controller, which share one HTTP client and one cache of access tokens. */
@Extension
public final class ControllerSessions {
    private Sessions sessions;

    public static Sessions get() {
        return ExtensionList.lookupSingleton(ControllerSessions.class).sessions();
    }

    /** Made when they are first needed, so that they cost a starting controller nothing. */
    private synchronized Sessions sessions() {
        if (sessions == null) {
            sessions = new Sessions(
                    new WebPaasClient(new HttpSettings(
                            userAgent(), builder -> JenkinsOkHttpClient.newClientBuilder(builder.build()))),
                    new HostKeys(RememberedHostKeys.get()),
                    Computer.threadPoolForRemoting,
                    Clock.systemUTC());
        }
        return sessions;
    }

    private static String userAgent() {
        PluginWrapper plugin =
                Objects.requireNonNull(Jenkins.get().getPluginManager().getPlugin("webpaas"));
        return "Jenkins-WebPaaS/" + plugin.getVersion() + " (Jenkins " + Jenkins.VERSION + ")";
    }
}
