package io.jenkins.plugins.webpaas.config;

import static java.util.Map.entry;

import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jvnet.localizer.LocaleProvider;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The labels of fields in forms. Scripts and configuration as code use the names of the fields instead. */
@Restricted(NoExternalUse.class)
public final class FieldLabels {
    private static final Map<String, Localizable> LABELS = Map.ofEntries(
            entry("activities", Messages._Field_activities()),
            entry("activityTimeout", Messages._Field_activityTimeout()),
            entry("apiUrl", Messages._Field_apiUrl()),
            entry("app", Messages._Field_app()),
            entry("authUrl", Messages._Field_authUrl()),
            entry("certifierUrl", Messages._Field_certifierUrl()),
            entry("checksums", Messages._Field_checksums()),
            entry("backup", Messages._Field_backup()),
            entry("cli", Messages._Field_cli()),
            entry("cliCommand", Messages._Field_cliCommand()),
            entry("cliEnvironmentPrefix", Messages._Field_cliEnvironmentPrefix()),
            entry("clientId", Messages._Field_clientId()),
            entry("command", Messages._Field_command()),
            entry("commit", Messages._Field_commit()),
            entry("consoleUrl", Messages._Field_consoleUrl()),
            entry("credentialsId", Messages._Field_token()),
            entry("environment", Messages._Field_environment()),
            entry("environmentType", Messages._Field_environmentType()),
            entry("from", Messages._Field_from()),
            entry("id", Messages._Field_id()),
            entry("knownHosts", Messages._Field_knownHosts()),
            entry("name", Messages._Field_name()),
            entry("operation", Messages._Field_operation()),
            entry("parameters", Messages._Field_parameters()),
            entry("parent", Messages._Field_parent()),
            entry("project", Messages._Field_project()),
            entry("rotationDays", Messages._Field_rotationDays()),
            entry("service", Messages._Field_service()),
            entry("ssh", Messages._Field_ssh()),
            entry("source", Messages._Field_source()),
            entry("sshDomains", Messages._Field_sshDomains()),
            entry("sshOptions", Messages._Field_sshOptions()),
            entry("sshTimeout", Messages._Field_sshTimeout()),
            entry("strategy", Messages._Field_strategy()),
            entry("timeout", Messages._Field_timeout()),
            entry("title", Messages._Field_title()),
            entry("token", Messages._Field_token()),
            entry("type", Messages._Field_type()),
            entry("unknownHosts", Messages._Field_unknownHosts()),
            entry("url", Messages._Field_url()),
            entry("variables", Messages._Field_variables()),
            entry("worker", Messages._Field_worker()));

    /** The name of a field in a message: at the beginning, or after the name of the field's owner and a comma. */
    private static final Pattern NAME = Pattern.compile("(?<=^|, )\\w+(?=: )");

    private FieldLabels() {}

    /** Returns the field's label and the reason, in the reader's language. */
    public static String say(InvalidFieldException problem) {
        return say(problem.field(), problem.reason(LocaleProvider.getLocale(), FieldLabels::say));
    }

    /** Returns the field's label and the given reason, which is in the reader's language. */
    static String say(String field, String reason) {
        return Messages.FieldLabels_problem(LABELS.get(field), reason);
    }

    /** Returns the problem as an error below the field. */
    public static FormValidation error(InvalidFieldException problem) {
        return FormValidation.error(say(problem));
    }

    /** Replaces the names of fields in the first line of a message by their English labels, for builds of freestyle jobs. */
    public static String inMessage(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        String rest = message.substring(line.length());
        return NAME.matcher(line).replaceAll(name -> Matcher.quoteReplacement(englishLabel(name.group()))) + rest;
    }

    private static String englishLabel(String field) {
        Localizable label = LABELS.get(field);
        return label == null ? field : label.toString(Locale.ENGLISH);
    }
}
