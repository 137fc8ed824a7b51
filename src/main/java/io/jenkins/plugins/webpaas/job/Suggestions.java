package io.jenkins.plugins.webpaas.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Suggests values for the fields of a form: asks the service with the API token of the form. The list is empty for users who may not use the
 * item's credentials, and while a field on which it depends is empty. Without an API token, it has a note.
 *
 * @param item that the form belongs to; null for none
 * @param token null if none is chosen, and no folder names one; an id with a variable is known only to a build
 * @param project null for none, or if only a build knows the project
 * @param environment null for none, or if only a build knows the environment
 */
@Restricted(NoExternalUse.class)
public record Suggestions(Item item, TokenReference token, String project, String environment) {
    private static final int TIMEOUT_SECONDS = 10;

    /** The separator between the names of an app and of its worker. */
    private static final String WORKER_SEPARATOR = "--";

    /** The time of a backup, in the time zone of the controller. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT).withZone(ZoneId.systemDefault());

    private interface Question {
        Stream<Option> ask(WebPaasApi api, Target target) throws IOException;
    }

    private interface EnvironmentQuestion<T> {
        Stream<T> ask(WebPaasApi api, Environment environment) throws IOException;
    }

    ListBoxModel projects() throws FormFillFailure {
        if (!canAsk()) {
            return obstacle();
        }
        return ask((api, target) ->
                api.projects().stream().map(project -> new Option(label(project.title(), project.id()), project.id())));
    }

    ListBoxModel environments() throws FormFillFailure {
        if (!canAsk() || project == null) {
            return obstacle();
        }
        return ask((api, target) -> api.environments(target.project()).stream()
                .sorted(Comparator.comparing(Environment::id))
                .map(environment -> new Option(label(environment), environment.id())));
    }

    public ListBoxModel sourceOperations() throws FormFillFailure {
        return names((api, found) -> api.operations().sourceOperations(found).stream());
    }

    public ListBoxModel runtimeOperations() throws FormFillFailure {
        return names((api, found) -> api.operations().runtimeOperations(found).stream());
    }

    public ListBoxModel backups() throws FormFillFailure {
        return ofEnvironment((api, found) -> api.operations().backups(found).stream()
                .map(backup -> new Option(
                        label(backup.createdAt() == null ? null : TIME.format(backup.createdAt()), backup.id()),
                        backup.id())));
    }

    ListBoxModel apps() throws FormFillFailure {
        return names((api, found) -> found.apps().stream());
    }

    /** @param app null for any */
    ListBoxModel workers(String app) throws FormFillFailure {
        return names((api, found) -> found.containers().stream()
                .map(name -> name.split(WORKER_SEPARATOR, 2))
                .filter(parts -> parts.length == 2 && (app == null || app.equals(parts[0])))
                .map(parts -> parts[1])
                .distinct());
    }

    private ListBoxModel names(EnvironmentQuestion<String> question) throws FormFillFailure {
        return ofEnvironment((api, found) -> question.ask(api, found).map(Option::new));
    }

    private ListBoxModel ofEnvironment(EnvironmentQuestion<Option> question) throws FormFillFailure {
        if (!canAsk() || project == null || environment == null) {
            return obstacle();
        }
        return ask((api, target) -> question.ask(api, api.environment(target.project(), target.environment())));
    }

    private ListBoxModel ask(Question question) throws FormFillFailure {
        try {
            Target target = new Target(project, environment);
            ApiToken found = ApiTokens.findIn(item, token);
            return withTimeout(
                    () -> question.ask(WebPaasRuntime.client().as(found).withoutRetries(), target)
                            .collect(Collectors.toCollection(ListBoxModel::new)));
        } catch (InvalidFieldException e) {
            throw FormFillFailure.warning(FieldLabels.say(e));
        } catch (IOException e) {
            throw FormFillFailure.warning(e.getMessage());
        }
    }

    private boolean canAsk() {
        return mayUseCredentials() && token != null && !token.credentialsId().contains("$");
    }

    /** Returns an empty list. If it is because no API token is chosen, the list has an item without a value, whose name says so. */
    private ListBoxModel obstacle() {
        ListBoxModel nothing = new ListBoxModel();
        if (mayUseCredentials() && token == null) {
            nothing.add(Messages.Suggestions_WithoutToken(), "");
        }
        return nothing;
    }

    private boolean mayUseCredentials() {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Limits the time of the whole answer, which may take several calls with a time-out each. */
    private static ListBoxModel withTimeout(Callable<ListBoxModel> answer) throws IOException {
        Future<ListBoxModel> future = Computer.threadPoolForRemoting.submit(answer);
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(Messages.Suggestions_TooLate(TIMEOUT_SECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while the service was asked");
        } finally {
            future.cancel(true);
        }
    }

    /** Returns a label such as {@code Feature X (feature/x, development, inactive)}. */
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
