package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.util.List;

/**
 * A vendor's installation. Its parts check themselves, so every instance is valid.
 *
 * @param id short name by which credentials refer to the service
 * @param name name for people
 */
public record Service(String id, String name, Endpoints endpoints, SshHosts ssh, VendorCliNames cli)
        implements Serializable {

    public static final Service OVHCLOUD = new Service(
            "ovhcloud",
            "OVHcloud Web PaaS",
            endpoints(
                    "https://eu.api.webpaas.ovhcloud.com",
                    "https://eu.auth.webpaas.ovhcloud.com",
                    "ovh-eu-cli",
                    "https://eu.console.webpaas.ovhcloud.com"),
            // No public list has this service's host keys (protocol, "Host keys").
            SshHosts.of(List.of("*.webpaas.ovh.net"), UnknownHosts.REMEMBER),
            new VendorCliNames("webpaas", "OVHCLOUD_WEBPAAS_CLI_"));

    public static final Service PLATFORMSH = new Service(
            "platformsh",
            "Platform.sh",
            endpoints("https://api.upsun.com", "https://auth.upsun.com", "platform-cli", "https://console.upsun.com"),
            SshHosts.of(List.of("*.platform.sh"), UnknownHosts.REFUSE),
            new VendorCliNames("platform", "PLATFORMSH_CLI_"));

    public static final Service UPSUN = new Service(
            "upsun",
            "Upsun",
            endpoints("https://api.upsun.com", "https://auth.upsun.com", "upsun-cli", "https://console.upsun.com"),
            // The host keys below platform.sh are pinned. No public list has those below upsun.com.
            SshHosts.of(List.of("*.platform.sh", "*.upsun.com"), UnknownHosts.REMEMBER),
            new VendorCliNames("upsun", "UPSUN_CLI_"));

    /** The services that need no configuration. */
    public static final List<Service> BUILT_IN = List.of(OVHCLOUD, PLATFORMSH, UPSUN);

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public Service {
        FieldChecks.match("id", id, "[a-z0-9][a-z0-9-]*");
        name = FieldChecks.match("name", name, "(?s).+").trim();
    }

    private static Endpoints endpoints(String api, String auth, String clientId, String console) {
        return new Endpoints(api, auth, auth, clientId, console);
    }
}
