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
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The objects that all builds of this controller share: one client with its access tokens, the sessions, the commands and the poller.
 * Each object is created at its first use, so that the plugin does not slow down the start of the controller.
 *
 * <pre>{@code
 * ApiToken token = ApiTokens.find(build, new TokenReference("deploy-bot", null));
 * WebPaasApi api = WebPaasRuntime.client().as(token);
 * log.println(api.me().username());
 * Environment environment = api.environment("abcdefghij234", "main");
 *
 * Session session = WebPaasRuntime.sessions().open(token, SshMode.AGENT, target, SessionLocation.of(workspace).connect());
 * …                                                          // programs on the node use the session
 * WebPaasRuntime.poller().await(waitState, waitListener);    // returns at once; the listener gets log and outcome
 * }</pre>
 */
@Extension
@Restricted(NoExternalUse.class)
public final class WebPaasRuntime {
    private final Supplier<WebPaasClient> client = once(WebPaasRuntime::newClient);
    private final Supplier<HostKeys> hostKeys = once(() -> new HostKeys(RememberedHostKeys.get()));
    private final Supplier<Sessions> sessions =
            once(() -> new Sessions(client.get(), hostKeys.get(), Computer.threadPoolForRemoting, Clock.systemUTC()));
    private final Supplier<Commands> commands =
            once(() -> new Commands(client.get(), hostKeys.get(), Clock.systemUTC()));
    private final Supplier<Poller> poller = once(() -> new Poller(client.get(), Timer.get(), Clock.systemUTC()));

    public static WebPaasClient client() {
        return get().client.get();
    }

    public static Sessions sessions() {
        return get().sessions.get();
    }

    public static Commands commands() {
        return get().commands.get();
    }

    public static Poller poller() {
        return get().poller.get();
    }

    private static WebPaasRuntime get() {
        return ExtensionList.lookupSingleton(WebPaasRuntime.class);
    }

    private static <T> Supplier<T> once(Supplier<T> factory) {
        return new Supplier<>() {
            private T value;

            @Override
            public synchronized T get() {
                if (value == null) {
                    value = factory.get();
                }
                return value;
            }
        };
    }

    private static WebPaasClient newClient() {
        return new WebPaasClient(
                new HttpSettings(userAgent(), builder -> JenkinsOkHttpClient.newClientBuilder(builder.build())));
    }

    private static String userAgent() {
        PluginWrapper plugin =
                Objects.requireNonNull(Jenkins.get().getPluginManager().getPlugin("webpaas"));
        return "Jenkins-WebPaaS/" + plugin.getVersion() + " (Jenkins " + Jenkins.VERSION + ")";
    }
}
