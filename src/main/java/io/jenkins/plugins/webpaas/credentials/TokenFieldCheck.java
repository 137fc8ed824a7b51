package io.jenkins.plugins.webpaas.credentials;

import hudson.model.Computer;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.User;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** Checks the token in a form. A token that is stored already is never decrypted for a check. */
final class TokenFieldCheck {
    /** The text that Jenkins puts into a form for a stored secret: encrypted, or stars for users without permission. */
    private static final Pattern UNCHANGED = Pattern.compile("\\{[A-Za-z0-9+/=]+}|\\*+");

    /** The encrypted form of a secret, which only the same Jenkins can decrypt. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{AQAA[A-Za-z0-9+/]+=*}");

    private TokenFieldCheck() {}

    /** @param typed the text in the field; null if the request has none */
    static FormValidation check(String typed) {
        return FieldLabels.check(() -> {
            if (isUnchanged(typed)) {
                checkKey(typed.strip());
            } else {
                ApiToken.check(typed == null ? null : typed.strip());
            }
        });
    }

    /** @param id the selected service; empty while the form has not filled its list yet */
    static FormValidation checkService(String id) {
        return id == null || id.isBlank() ? FormValidation.ok() : FieldLabels.check(() -> ApiTokens.configured(id));
    }

    /** Shows the owner of a token, or the reason why the token is unusable. Sends the token only to a configured service. */
    static FormValidation test(String serviceId, String typed) {
        Optional<Service> service = WebPaasConfiguration.get().service(serviceId);
        if (service.isEmpty()) {
            return checkService(serviceId);
        }
        if (typed == null || typed.isBlank() || isUnchanged(typed)) {
            return FormValidation.error(Messages.WebPaasApiToken_TypeToken());
        }
        try {
            return showOwner(WebPaasRuntime.client().anew(new ApiToken(service.get(), typed.strip())));
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Checks that an encrypted token is from this Jenkins. Accepts a token that is not encrypted.
     *
     * @throws InvalidFieldException if another Jenkins encrypted the token
     */
    static void checkKey(String token) {
        if (ENCRYPTED.matcher(token).matches() && Secret.decrypt(token) == null) {
            throw new InvalidFieldException("token", "token.foreign");
        }
    }

    private static boolean isUnchanged(String typed) {
        return typed != null && UNCHANGED.matcher(typed.strip()).matches();
    }

    private static FormValidation showOwner(WebPaasApi api) throws IOException {
        api.accessToken(); // for both requests
        Future<List<Project>> list = Computer.threadPoolForRemoting.submit(api::projects);
        User user = api.me();
        String account = user.username() == null ? user.id() : user.username();
        String name = user.email() == null ? account : account + " (" + user.email() + ")";
        List<Project> projects;
        try {
            projects = Futures.of(list);
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while the projects were listed");
        } catch (IOException e) {
            return FormValidation.warning(Messages.WebPaasApiToken_NoList(name, e.getMessage()));
        }
        return projects.isEmpty()
                ? FormValidation.warning(Messages.WebPaasApiToken_NoProjects(name))
                : FormValidation.ok(Messages.WebPaasApiToken_Good(name, projects.size()));
    }
}
