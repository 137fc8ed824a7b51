package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.model.Computer;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.webpaas.activity.Poller;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.command.Commands;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Sessions;
import java.time.Clock;
import java.util.Objects;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The objects that all builds of this controller share: one client with its access tokens, the sessions, the commands and the poller.
 * They are created at their first use, so that the plugin does not slow down the start of the controller.
 *
 * <pre>{@code
 * ApiToken token = ApiTokens.find(build, new TokenReference("deploy-bot", null));
 * WebPaasApi api = WebPaasRuntime.client().as(token);
 * log.println(api.me().username());
 * Environment environment = api.environment("abcdefghij234", "main");
 * }</pre>
 */
@Extension
@Restricted(NoExternalUse.class)
public final class WebPaasRuntime {
    private record SharedObjects(WebPaasClient client, Sessions sessions, Commands commands, Poller poller) {}

    private SharedObjects shared;

    public static WebPaasClient client() {
        return get().client();
    }

    public static Sessions sessions() {
        return get().sessions();
    }

    public static Commands commands() {
        return get().commands();
    }

    public static Poller poller() {
        return get().poller();
    }

    private static SharedObjects get() {
        return ExtensionList.lookupSingleton(WebPaasRuntime.class).shared();
    }

    private synchronized SharedObjects shared() {
        if (shared == null) {
            PluginWrapper plugin =
                    Objects.requireNonNull(Jenkins.get().getPluginManager().getPlugin("webpaas"));
            String userAgent = "Jenkins-WebPaaS/" + plugin.getVersion() + " (Jenkins " + Jenkins.VERSION + ")";
            Clock clock = Clock.systemUTC();
            WebPaasClient client = new WebPaasClient(
                    new HttpSettings(userAgent, builder -> JenkinsOkHttpClient.newClientBuilder(builder.build())));
            HostKeys hostKeys = new HostKeys(RememberedHostKeys.get());
            shared = new SharedObjects(
                    client,
                    new Sessions(client, hostKeys, Computer.threadPoolForRemoting, clock),
                    new Commands(client, hostKeys, clock),
                    new Poller(client, Timer.get(), clock));
        }
        return shared;
    }
}
