package io.jenkins.plugins.webpaas.credentials;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import java.util.List;
import java.util.Optional;
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
