package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.InvalidServiceException;

/** Speaks of a service's fields as its form does, in the reader's language. */
final class ServiceLabels {
    private ServiceLabels() {}

    /** The message of a problem, with the field's label in place of its name. */
    static String say(InvalidServiceException problem) {
        return label(problem.field()) + ": " + problem.reason();
    }

    private static String label(String field) {
        return switch (field) {
            case "id" -> Messages.CustomService_id();
            case "name" -> Messages.CustomService_name();
            case "apiUrl" -> Messages.CustomService_apiUrl();
            case "authUrl" -> Messages.CustomService_authUrl();
            case "certifierUrl" -> Messages.CustomService_certifierUrl();
            case "clientId" -> Messages.CustomService_clientId();
            case "sshDomains" -> Messages.CustomService_sshDomains();
            case "knownHosts" -> Messages.CustomService_knownHosts();
            case "sshOptions" -> Messages.CustomService_sshOptions();
            case "cliCommand" -> Messages.CustomService_cliCommand();
            case "cliEnvironmentPrefix" -> Messages.CustomService_cliEnvironmentPrefix();
            default -> field;
        };
    }
}
