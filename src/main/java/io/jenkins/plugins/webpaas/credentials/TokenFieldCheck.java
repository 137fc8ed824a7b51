package io.jenkins.plugins.webpaas.credentials;

import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.User;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a form says of a token while it is typed. One that is stored already is never looked into for it. */
final class TokenFieldCheck {
    /** What Jenkins puts into a form for a secret: encrypted, or stars for those who may not have even that. */
    private static final Pattern UNCHANGED = Pattern.compile("\\{[A-Za-z0-9+/=]+}|\\*+");

    /** The form of a secret that Jenkins writes, and reads with its own key alone. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{AQAA[A-Za-z0-9+/]+=*}");

    private TokenFieldCheck() {}

    /** @param typed null where a request lacks it */
    static FormValidation check(String typed) {
        try {
            if (isUnchanged(typed)) {
                checkKey(typed.strip());
            } else {
                ApiToken.check(typed == null ? null : typed.strip());
            }
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        }
    }

    /** @param id empty where the form has not filled its list yet, which always has a service chosen */
    static FormValidation checkService(String id) {
        if (id == null || id.isBlank()) {
            return FormValidation.ok();
        }
        try {
            ApiTokens.configured(id);
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        }
    }

    /** Whom the token belongs to, or why it cannot be used. The service is one of those configured, whatever is asked for. */
    static FormValidation test(String serviceId, String typed) {
        Optional<Service> service = WebPaasConfiguration.get().service(serviceId);
        if (service.isEmpty()) {
            return checkService(serviceId);
        }
        if (typed == null || typed.isBlank() || isUnchanged(typed)) {
            return FormValidation.error(Messages.WebPaasApiToken_TypeToken());
        }
        try {
            return tell(WebPaasRuntime.client().anew(new ApiToken(service.get(), typed.strip())));
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Checks that this Jenkins encrypted a token, where its form is that of Jenkins.
     *
     * @throws InvalidFieldException if another Jenkins did
     */
    static void checkKey(String token) {
        if (ENCRYPTED.matcher(token).matches() && Secret.decrypt(token) == null) {
            throw new InvalidFieldException("token", "token.foreign");
        }
    }

    private static boolean isUnchanged(String typed) {
        return typed != null && UNCHANGED.matcher(typed.strip()).matches();
    }

    private static FormValidation tell(WebPaasApi api) throws IOException {
        User user = api.me();
        String account = user.username() == null ? user.id() : user.username();
        String name = user.email() == null ? account : account + " (" + user.email() + ")";
        List<Project> projects;
        try {
            projects = api.projects();
        } catch (IOException e) {
            return FormValidation.warning(Messages.WebPaasApiToken_NoList(name, e.getMessage()));
        }
        return projects.isEmpty()
                ? FormValidation.warning(Messages.WebPaasApiToken_NoProjects(name))
                : FormValidation.ok(Messages.WebPaasApiToken_Good(name, projects.size()));
    }
}
