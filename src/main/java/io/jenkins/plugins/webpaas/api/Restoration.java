package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Restores a backup of an environment, in that environment or in another one (protocol, "Backups"). */
public final class Restoration implements Operation {
    private static final long serialVersionUID = 1;

    private final String backup;
    private final String from;
    private final boolean code;
    private final boolean resources;

    /**
     * @param backup id
     * @param from id or machine name of the environment that the backup is of; null for the environment that is restored
     * @param code whether the code is restored too, and not the data alone
     * @param resources whether the sizes of resources are restored too
     * @throws IllegalArgumentException naming the parameter that is missing or invalid
     */
    public Restoration(String backup, String from, boolean code, boolean resources) {
        if (backup == null) {
            throw new InvalidFieldException("backup", "backup.missing");
        }
        if (!backup.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidFieldException("backup", "backup.invalid", backup);
        }
        this.backup = backup;
        this.from = from;
        this.code = code;
        this.resources = resources;
    }

    @Override
    public String name() {
        return "restoration";
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        Environment source = from == null ? environment : operations.api().environment(environment.project(), from);
        Map<String, Object> fields = new HashMap<>(Map.of("environment_name", environment.id()));
        if (!code) {
            fields.put("restore_code", false);
        }
        if (!resources) {
            fields.put("restore_resources", false);
        }
        return OperationRequest.of(name(), "restore")
                .withAim("restore backup '" + backup + "' in")
                .to(operations.backupLinks(source, backup))
                .with(fields)
                .concerning(source.id().equals(environment.id()) ? null : source.id());
    }
}
