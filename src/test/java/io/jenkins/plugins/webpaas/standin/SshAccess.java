package io.jenkins.plugins.webpaas.standin;

import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** Finds the target that an SSH user name stands for, or the host's refusal (protocol, "SSH and git addresses"). */
final class SshAccess {
    /** The target of an authenticated connection. */
    sealed interface Target {}

    /** The project's repository. */
    record Git(StandInProject project, Account account) implements Target {}

    /** The container of an application or worker, or a dedicated node. */
    record Container(StandInEnvironment environment, String app) implements Target {}

    /** Nowhere; the message goes to stderr. */
    record Refused(String message) implements Target {}

    private final StandInData world;
    private final IssuedTokens tokens;

    SshAccess(StandInData world, IssuedTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    Target target(String user, OpenSshCertificate certificate) {
        Account account = world.accountById(certificate.getId()).orElseThrow();
        if (account.stepUp().isPresent()) {
            Account.StepUp demand = account.stepUp().get();
            return denied(demand);
        }
        if (tokens.revoked(certificate.getExtensionsMap().get(CertificateAuthority.TOKEN_ID))) {
            // The certificate covers what is asked for: so a client knows that its access token was revoked.
            return denied(new Account.StepUp(account.amr(), 3600));
        }
        return world.projects().stream()
                .filter(project -> account.may(project, Role.CONTRIBUTOR) && !project.suspended())
                .map(project -> find(user, project, account))
                .filter(target -> target != null)
                .findFirst()
                .orElseGet(() -> unreachable(user, account));
    }

    private static Target find(String user, StandInProject project, Account account) {
        if (user.equals(project.id())) {
            return new Git(project, account);
        }
        return project.environments().stream()
                .filter(StandInEnvironment::isActive)
                .flatMap(environment -> environment.containers().stream()
                        .filter(container -> user.equals(environment.sshUser(container)))
                        .map(container -> new Container(environment, container)))
                .findFirst()
                .orElse(null);
    }

    static Refused unreachable(String user, Account account) {
        return new Refused("""

                Hello %s (UUID: %s), you successfully authenticated, but could not connect to service %s \
                (reason: service doesn't exist or you do not have access to it)

                """.formatted(account.name(), account.id(), user));
    }

    private static Refused denied(Account.StepUp demand) {
        var parameters = StandInJson.object();
        parameters.set("amr", StandInJson.array(demand.amr()));
        parameters.put("max_age", demand.maxAge());
        return new Refused("Error: Access denied\nParameters: " + parameters + "\n");
    }
}
