package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;

/**
 * The names of the vendor's own command line client for a service (protocol, "Services").
 *
 * @param command name of the executable, such as {@code webpaas}
 * @param environmentPrefix prefix of the CLI's environment variables, such as {@code UPSUN_CLI_}
 */
public record VendorCliNames(String command, String environmentPrefix) implements Serializable {

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public VendorCliNames {
        FieldChecks.match("cliCommand", command, "[A-Za-z0-9][A-Za-z0-9._-]*");
        FieldChecks.match("cliEnvironmentPrefix", environmentPrefix, "[A-Z][A-Z0-9_]*_");
    }
}
