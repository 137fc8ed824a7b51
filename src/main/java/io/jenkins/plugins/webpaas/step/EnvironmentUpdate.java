package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.SiteUrls;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.BuildContext;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
import java.util.Optional;

/** The end of a step that has changed an environment. */
final class EnvironmentUpdate {
    private EnvironmentUpdate() {}

    /**
     * Adds the addresses of the environment's site to a result, and updates the variables of the login. Blocks. A failure is only logged, because the step
     * has done its work. The last line that a step logs has the summary of its wait and the site's address.
     *
     * @param login around the step; null for none
     */
    static OperationResult add(
            BuildContext build, EnclosingLogin login, OperationResult result, Optional<String> summary)
            throws InterruptedException {
        if (result.isSkipped()) {
            return result;
        }
        try {
            WebPaasApi api = WebPaasRuntime.client().as(build.token(), build::say);
            Environment environment = api.findEnvironment(result.getProject(), result.getEnvironment())
                    .orElse(null);
            SiteUrls site = environment != null && environment.isActive()
                    ? api.siteUrls(environment.project(), environment.id())
                    : SiteUrls.NONE;
            String id = environment == null ? result.getEnvironment() : environment.id();
            ActivitiesAction.updateUrl(build.run(), result.getProject(), id, site.primary());
            if (login != null) {
                login.update(new Target(result.getProject(), result.getEnvironment()), environment, site);
            }
            if (site.primary() != null) {
                build.say(withSentence(summary, Messages.Environment_site(environment.id(), site.primary())));
            } else {
                summary.ifPresent(build::say);
            }
            return result.withSite(site);
        } catch (IOException e) {
            build.say(withSentence(summary, Messages.Environment_siteUnknown(e.getMessage())));
            return result;
        }
    }

    private static String withSentence(Optional<String> summary, String sentence) {
        return summary.map(sentences -> sentences + ". ").orElse("") + sentence;
    }
}
