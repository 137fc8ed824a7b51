package io.jenkins.plugins.webpaas.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * What the service has for a field of a form, as the API token of the form sees it. There are no suggestions for those who may not use
 * the item's credentials, nor as long as a field is empty on which they depend.
 *
 * @param item whose form it is; null for none
 * @param token without an id for none; with a variable in the id, it is known to a build alone
 */
record Suggestions(Item item, TokenReference token) {
    private static final int PATIENCE_SECONDS = 10;

    /** Stands between the names of an app and of its worker. */
    private static final String WORKER = "--";

    private interface Question {
        ListBoxModel ask(WebPaasApi api) throws IOException;
    }

    ListBoxModel projects() throws FormFillFailure {
        return ask(api -> {
            ListBoxModel projects = new ListBoxModel();
            for (Project project : api.projects()) {
                projects.add(label(project.title(), project.id()), project.id());
            }
            return projects;
        });
    }

    /** @param project null for none */
    ListBoxModel environments(String project) throws FormFillFailure {
        if (project == null) {
            return new ListBoxModel();
        }
        return ask(api -> {
            ListBoxModel environments = new ListBoxModel();
            api.environments(project).stream()
                    .sorted(Comparator.comparing(Environment::id))
                    .forEach(environment -> environments.add(label(environment), environment.id()));
            return environments;
        });
    }

    /** @param environment null for none, as the project */
    ListBoxModel sourceOperations(String project, String environment) throws FormFillFailure {
        if (project == null || environment == null) {
            return new ListBoxModel();
        }
        return ask(api -> {
            ListBoxModel operations = new ListBoxModel();
            api.operations()
                    .sourceOperations(api.environment(project, environment))
                    .forEach(name -> operations.add(name, name));
            return operations;
        });
    }

    /** @param environment null for none, as the project */
    ListBoxModel apps(String project, String environment) throws FormFillFailure {
        return containers(project, environment, found -> found.apps().stream());
    }

    /** @param app null for any */
    ListBoxModel workers(String project, String environment, String app) throws FormFillFailure {
        return containers(project, environment, found -> found.containers().stream()
                .map(name -> name.split(WORKER, 2))
                .filter(parts -> parts.length == 2 && (app == null || app.equals(parts[0])))
                .map(parts -> parts[1])
                .distinct());
    }

    private ListBoxModel containers(String project, String environment, Function<Environment, Stream<String>> names)
            throws FormFillFailure {
        if (project == null || environment == null) {
            return new ListBoxModel();
        }
        return ask(api -> {
            ListBoxModel suggested = new ListBoxModel();
            names.apply(api.environment(project, environment)).forEach(name -> suggested.add(name, name));
            return suggested;
        });
    }

    private ListBoxModel ask(Question question) throws FormFillFailure {
        String id = Util.fixEmptyAndTrim(token.credentialsId());
        if (id == null || id.contains("$") || !mayUseCredentials()) {
            return new ListBoxModel();
        }
        try {
            ApiToken found = ApiTokens.findIn(item, token);
            return inTime(() -> question.ask(WebPaasRuntime.client().withoutRetries(found)));
        } catch (InvalidFieldException e) {
            throw FormFillFailure.warning(FieldLabels.say(e));
        } catch (IOException e) {
            throw FormFillFailure.warning(e.getMessage());
        }
    }

    private boolean mayUseCredentials() {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** An answer may take several calls, of which each has a time-out of its own. */
    private static ListBoxModel inTime(Callable<ListBoxModel> answer) throws IOException {
        Future<ListBoxModel> future = Computer.threadPoolForRemoting.submit(answer);
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(Messages.Suggestions_TooLate(PATIENCE_SECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            future.cancel(true);
        }
    }

    /** Such as {@code Feature X (feature/x, development, inactive)}. */
    private static String label(Environment environment) {
        boolean active = "active".equals(environment.status());
        return label(environment.title(), environment.id(), environment.type(), active ? null : environment.status());
    }

    /** @param details each may be null */
    private static String label(String title, String id, String... details) {
        List<String> rest = new ArrayList<>(Arrays.asList(details));
        rest.add(0, title == null || title.equals(id) ? null : id);
        rest.removeIf(Objects::isNull);
        return (title == null ? id : title) + (rest.isEmpty() ? "" : " (" + String.join(", ", rest) + ")");
    }
}
