package io.jenkins.plugins.webpaas.tool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The parameter {@code cli}, which is the name of a {@link WebPaasCli}. */
@Restricted(NoExternalUse.class)
public final class CliTool {
    private CliTool() {}

    /**
     * Installs the CLI on a node, unless it is installed there already.
     *
     * @param name the value of the parameter
     * @return environment variables; {@code PATH+…} is Jenkins' syntax for "in front of the PATH"
     * @throws AbortException naming the parameter {@code cli}, or the field of the installation, and the way out
     */
    public static Map<String, String> pathOn(String name, Node node, TaskListener log)
            throws IOException, InterruptedException {
        WebPaasCli cli = find(name).forNode(node, log).forEnvironment(environment(node, log));
        if (Util.fixEmptyAndTrim(cli.getHome()) == null) {
            throw new AbortException("cli: '" + name + "' has neither a directory nor an installer for the node "
                    + node.getDisplayName() + ". Add one to it under Manage Jenkins, Tools");
        }
        EnvVars variables = new EnvVars();
        cli.buildEnvVars(variables);
        return variables;
    }

    /** Returns the variables that users can write in the directory of an installation. */
    private static EnvVars environment(Node node, TaskListener log) throws IOException, InterruptedException {
        EnvVars environment = new EnvVars();
        Computer computer = node.toComputer();
        if (computer != null) {
            environment.overrideAll(computer.getEnvironment());
            environment.overrideAll(computer.buildEnvironment(log));
        }
        return environment;
    }

    /** @throws AbortException naming the parameter {@code cli} if no installation has this name */
    public static WebPaasCli find(String name) throws AbortException {
        return installations().stream()
                .filter(cli -> cli.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AbortException(unknown(name)));
    }

    private static String unknown(String name) {
        List<String> names = installations().stream().map(WebPaasCli::getName).toList();
        return "cli: there is no Web PaaS CLI '" + name + "'. "
                + (names.isEmpty()
                        ? "Add one under Manage Jenkins, Tools"
                        : "There is '" + String.join("', '", names) + "'");
    }

    /**
     * Returns an empty value and the names of all installations, for a list in a form. Users without permission get only the current
     * value.
     *
     * @param item the job with the form; null outside of jobs
     * @param current the current value of the form; null or empty for none
     */
    public static ListBoxModel names(@CheckForNull Item item, @CheckForNull String current) {
        ListBoxModel names = new ListBoxModel();
        names.add(Messages.CliTool_None(), "");
        boolean allowed =
                item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
        List<String> installed =
                allowed ? installations().stream().map(WebPaasCli::getName).toList() : List.of();
        installed.forEach(name -> names.add(name, name));
        if (Util.fixEmpty(current) != null && !installed.contains(current)) {
            names.add(current, current);
        }
        return names;
    }

    private static List<WebPaasCli> installations() {
        return Arrays.asList(
                ExtensionList.lookupSingleton(WebPaasCli.DescriptorImpl.class).getInstallations());
    }
}
