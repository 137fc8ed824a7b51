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
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What all builds of this controller share: one HTTP client and its access tokens, sessions, commands, and the poller. Made when it is
 * first needed, so that it costs a starting controller nothing.
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

    private static <T> Supplier<T> once(Supplier<T> maker) {
        return new Supplier<>() {
            private T made;

            @Override
            public synchronized T get() {
                if (made == null) {
                    made = maker.get();
                }
                return made;
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
