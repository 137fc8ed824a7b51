package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;

/**
 * The vendor's own command line client for a service (protocol section 1).
 *
 * @param command name of its executable, such as {@code webpaas}
 * @param environmentPrefix what the names of all its environment variables begin with, such as {@code UPSUN_CLI_}
 */
public record VendorCliNames(String command, String environmentPrefix) implements Serializable {

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public VendorCliNames {
        FieldChecks.match("cliCommand", command, "[A-Za-z0-9][A-Za-z0-9._-]*");
        FieldChecks.match("cliEnvironmentPrefix", environmentPrefix, "[A-Z][A-Z0-9_]*_");
    }

    /** Full name of one of the CLI's environment variables, such as {@code UPSUN_CLI_TOKEN} for {@code TOKEN}. */
    public String variable(String name) {
        return environmentPrefix + name;
    }
}
