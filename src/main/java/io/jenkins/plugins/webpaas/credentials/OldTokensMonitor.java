package io.jenkins.plugins.webpaas.credentials;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.StoredTokens.StoredToken;
import io.jenkins.plugins.webpaas.credentials.TokenHistory.TokenAge;
import io.jenkins.plugins.webpaas.service.Service;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns administrators of old or unused API tokens, since the service does not let tokens expire. */
@Extension
@Symbol("webPaasOldTokens")
@Restricted(NoExternalUse.class)
public final class OldTokensMonitor extends AdministrativeMonitor {

    /** A token with its age, for the message and the page. */
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
                : tokens(days).filter(token -> token.age().stored() >= days).toList();
    }

    /** Returns all tokens with a known age, the oldest first, for the page. */
    public List<OldToken> getTokens() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return tokens(getDays())
                .sorted(Comparator.comparingLong((OldToken token) -> token.age().stored())
                        .reversed())
                .toList();
    }

    /** Returns the display name of a token's service; the id if the service is not configured. */
    public String serviceOf(OldToken token) {
        String id = token.stored().token().getService();
        return WebPaasConfiguration.get().service(id).map(Service::name).orElse(id);
    }

    public int getDays() {
        return WebPaasConfiguration.get().getRotationDays();
    }

    private static Stream<OldToken> tokens(int days) {
        return StoredTokens.get().tokens().stream()
                .flatMap(stored -> TokenHistory.get().ageOf(stored.token(), LocalDate.now()).stream()
                        .map(age -> new OldToken(stored, age, days > 0 && age.isUnusedFor(days))));
    }
}
