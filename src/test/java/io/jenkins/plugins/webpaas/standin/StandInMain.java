package io.jenkins.plugins.webpaas.standin;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a stand-in, with activities that progress by themselves, until it is interrupted: for a Jenkins in development, or for a
 * person at a shell.
 */
public final class StandInMain {
    private static final int HTTP_PORT = 8571;
    private static final int SSH_PORT = 8522;

    /** Long enough to watch, short enough to wait for. */
    private static final Script SCRIPT =
            Script.success(Duration.ofSeconds(6), "Preparing\n", "  Working on it\n", "  Nearly there\n", "Finished\n");

    private StandInMain() {}

    /** Arguments: the HTTP port and the SSH port, if they are to be others than 8571 and 8522; 0 is any free one. */
    public static void main(String[] arguments) throws InterruptedException {
        int http = arguments.length > 0 ? Integer.parseInt(arguments[0]) : HTTP_PORT;
        int ssh = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SSH_PORT;
        System.out.println(description(start(http, ssh)));
        new CountDownLatch(1).await();
    }

    /** One that ends with this JVM. A port that is 0 is any free one. */
    public static StandIn start(int httpPort, int sshPort) {
        StandIn standIn = StandIn.builder().ports(httpPort, sshPort).start();
        Runtime.getRuntime().addShutdownHook(new Thread(standIn::close, "stand-in close"));
        standIn.world().play(SCRIPT);
        return standIn;
    }

    /** Returns a text with all that a person needs to use a stand-in. */
    static String description(StandIn standIn) {
        StandInProject project = standIn.world().project(StandIn.PROJECT);
        return """
                Web PaaS stand-in. Interrupt it to end it.

                API, auth and certifier URL   %1$s
                OAuth client id               ovh-eu-cli
                SSH domain                    %2$s
                API token                     %3$s
                Project                       %4$s
                Environments                  main (production), feature/x (development), old (inactive)
                Source operations             update, rebuild-assets
                Git                           %5$s
                SSH                           %6$s@%7$s

                ssh_config:
                Host %2$s
                  %8$s

                known_hosts:
                %9$s

                Try:
                curl -u ovh-eu-cli: -d grant_type=api_token -d api_token=%3$s %1$s/oauth2/token
                """.formatted(
                        standIn.apiUrl(),
                        standIn.sshDomain(),
                        StandIn.API_TOKEN,
                        StandIn.PROJECT,
                        project.repositoryUrl(),
                        project.environment("main").sshUser("app"),
                        standIn.sshHost(),
                        String.join("\n  ", standIn.sshOptions()),
                        standIn.hostKey());
    }
}
