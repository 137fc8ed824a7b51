package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.SiteUrls;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An environment as the pages of builds and jobs show it. A value that is not known is null. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class EnvironmentState {
    private final String project;
    private final String projectTitle;
    private final String environment;
    private final String url;
    private final String consoleUrl;

    private EnvironmentState(String project, String projectTitle, String environment, String url, String consoleUrl) {
        this.project = project;
        this.projectTitle = projectTitle;
        this.environment = environment;
        this.url = url;
        this.consoleUrl = consoleUrl;
    }

    /** Returns an environment of which nothing is known but its id. */
    static EnvironmentState of(String project, String environment) {
        return new EnvironmentState(project, null, environment, null, null);
    }

    /**
     * Reads an environment, and blocks meanwhile.
     *
     * @param environment null for the project alone
     */
    static EnvironmentState read(WebPaasApi api, Service service, String project, String environment)
            throws IOException {
        Project found = api.project(project);
        SiteUrls site = environment == null ? SiteUrls.NONE : api.siteUrls(project, environment);
        return new EnvironmentState(
                project,
                found.title(),
                environment,
                site.primary(),
                found.consoleUrl(service, environment).orElse(null));
    }

    /** @param site null if the environment has none */
    EnvironmentState withUrl(String site) {
        return new EnvironmentState(project, projectTitle, environment, site, consoleUrl);
    }

    @Exported
    public String getProject() {
        return project;
    }

    @Exported
    public String getProjectTitle() {
        return projectTitle;
    }

    /** Returns the environment's id; null for the project alone. */
    @Exported
    public String getEnvironment() {
        return environment;
    }

    /** Returns the address of the environment's site, by http or https. */
    @Exported
    public String getUrl() {
        return url;
    }

    /** Returns the address in the service's web console. */
    @Exported
    public String getConsoleUrl() {
        return consoleUrl;
    }

    /** Returns the project's title and the environment for people, such as {@code Shop / main}. */
    public String getName() {
        String title = projectTitle == null || projectTitle.isBlank() ? project : projectTitle;
        return environment == null ? title : title + " / " + environment;
    }
}
