package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.LocalDate;
import java.util.List;

/** The age of the API token of the stand-in's account, for tests. */
public final class OldTokens {
    private OldTokens() {}

    /** Makes Jenkins think that the token has been stored for so long. */
    public static void storedFor(int days) {
        TokenHistory.get().update(List.of(), LocalDate.now()); // or the day of an earlier scan would stay
        TokenHistory.get().update(List.of(token("any")), LocalDate.now().minusDays(days));
        StoredTokens.get().scanAll();
    }

    static WebPaasApiToken token(String id) {
        return new WebPaasApiToken(
                CredentialsScope.GLOBAL, id, "In use", StandInJenkins.SERVICE, Secret.fromString(StandIn.API_TOKEN));
    }
}
