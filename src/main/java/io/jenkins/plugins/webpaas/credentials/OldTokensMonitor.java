package io.jenkins.plugins.webpaas.credentials;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators of API tokens that are due to be replaced, or that nobody uses. They have no end of their own. */
@Extension
@Symbol("webPaasOldTokens")
@Restricted(NoExternalUse.class)
public final class OldTokensMonitor extends AdministrativeMonitor {

    /** One that is due, for the message. */
    public record OldToken(StoredToken stored, TokenAge age, boolean unused) {}

    @Override
    public String getDisplayName() {
        return Messages.OldTokensMonitor_DisplayName();
    }

    @Override
    public boolean isSecurity() {
        return true;
    }

    @Override
    public boolean isActivated() {
        return !getOldTokens().isEmpty();
    }

    public List<OldToken> getOldTokens() {
        int days = getDays();
        return days == 0
                ? List.of()
                : StoredTokens.get().found().stream()
                        .map(stored -> old(stored, days))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** All tokens of which the age is known, the oldest first, for the page. */
    public List<OldToken> getTokens() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        int days = getDays();
        return StoredTokens.get().found().stream()
                .flatMap(stored -> TokenHistory.get().ageOf(stored.token()).stream()
                        .map(age -> new OldToken(stored, age, days > 0 && age.isUnusedFor(days))))
                .sorted(Comparator.comparingLong((OldToken token) -> token.age().stored())
                        .reversed())
                .toList();
    }

    /** A service's name for people; the id if the service is not configured. */
    public String serviceOf(OldToken token) {
        String id = token.stored().token().getService();
        return WebPaasConfiguration.get().service(id).map(Service::name).orElse(id);
    }

    public int getDays() {
        return WebPaasConfiguration.get().getRotationDays();
    }

    private static Optional<OldToken> old(StoredToken stored, int days) {
        return TokenHistory.get()
                .ageOf(stored.token())
                .filter(age -> age.stored() >= days)
                .map(age -> new OldToken(stored, age, age.isUnusedFor(days)));
    }
}
