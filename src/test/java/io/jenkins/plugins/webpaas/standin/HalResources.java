package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resources with their links: an operation is there if and only if its link is (protocol, "HAL links are the
 * permissions"). The links have all the forms of that section: relative, with the gateway's prefix, absolute on the region.
 */
final class HalResources {
    private HalResources() {}

    static boolean offers(StandInEnvironment environment, Account account, String link) {
        return links(environment, account).containsKey(link);
    }

    static ObjectNode project(StandInProject project, Account account) {
        ObjectNode json = StandInJson.template("project")
                .put("id", project.id())
                .put("title", project.title())
                .put("owner", account.id())
                .put("default_branch", project.defaultBranch())
                .put("region", project.region())
                .put("created_at", StandInJson.time(project.created()))
                .put("updated_at", StandInJson.time(project.created()));
        json.putObject("repository").put("url", project.repositoryUrl()).put("client_ssh_key", (String) null);
        json.withObject("/subscription").put("suspended", project.suspended());
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", regional(project, path(project)));
        links.put("#activities", path(project) + "/activities");
        if (account.may(project, Role.ADMIN)) {
            links.put("#edit", gateway(path(project)));
        }
        return withLinks(json, links);
    }

    static ObjectNode environment(StandInEnvironment environment, Account account, String backupPath) {
        ObjectNode json = StandInJson.template("environment")
                .put("id", environment.id())
                .put("name", environment.id())
                .put("machine_name", environment.machineName())
                .put("title", environment.title())
                .put("type", environment.type())
                .put("status", status(environment))
                .put("parent", environment.parent())
                .put("project", environment.project().id())
                .put("is_main", environment.parent() == null)
                .put("is_dirty", environment.isDirty())
                .put("has_staged_activities", environment.hasStagedActivities())
                .put("can_rolling_deploy", environment.canRollingDeploy())
                .put("clone_parent_on_create", environment.clonesParent())
                .put("has_deployment", environment.lastDeployment() != null)
                .put("head_commit", environment.headCommit())
                .put("edge_hostname", environment.hostname())
                .put("created_at", StandInJson.time(environment.created()))
                .put("updated_at", (String) null);
        if (environment.lastDeployment() != null) {
            json.set("deployment_state", environment.lastDeployment().json());
        }
        Map<String, String> links = links(environment, account);
        links.computeIfPresent("#backup", (name, href) -> href.replaceFirst("backup$", backupPath));
        withLinks(json, links);
        ((ObjectNode) json.get("_links"))
                .putArray("curies")
                .addObject()
                .put("name", "pf")
                .put("href", "https://docs.platform.sh/hal/{rel}")
                .put("templated", true);
        return json;
    }

    /** An activity hides whether the environment is active, inactive or paused. */
    private static String status(StandInEnvironment environment) {
        boolean isHidden = environment.isDirty() && !environment.status().equals("deleting");
        return isHidden ? "dirty" : environment.status();
    }

    static ObjectNode activity(StandInActivity activity, Account account) {
        StandInProject project = activity.environment().project();
        String path = path(project) + "/activities/" + activity.id();
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", gateway(path));
        links.put("log", gateway(path + "/log"));
        if (activity.isCancellable() && !activity.isFinal() && account.may(project, Role.ADMIN)) {
            links.put("#cancel", gateway(path + "/cancel"));
        }
        return withLinks(activity.json(), links);
    }

    static ObjectNode backup(Backup backup, StandInEnvironment environment, Account account) {
        ObjectNode json = StandInJson.object()
                .put("id", backup.id())
                .put("status", "CREATED")
                .put("environment", backup.environment())
                .put("safe", backup.safe())
                .put("restorable", true)
                .put("automated", false)
                .put("commit_id", backup.commit())
                .put("index", (Integer) null)
                .put("expires_at", (String) null)
                .put("size_of_volumes", 2048)
                .put("size_used", (Integer) null)
                .put("size_object_storage", (Integer) null)
                .put("deployment", (String) null)
                .put("created_at", StandInJson.time(backup.created()))
                .put("updated_at", (String) null);
        json.putObject("attributes");
        String path = path(environment) + "/backups/" + backup.id();
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", regional(environment.project(), path));
        if (account.may(environment.project(), Role.ADMIN)) {
            links.put("#restore", gateway(path + "/restore"));
            links.put("#delete", path);
        }
        return withLinks(json, links);
    }

    static ObjectNode deployment(StandInEnvironment environment, Account account) {
        ObjectNode json = Deployment.of(environment);
        String path = gateway(path(environment) + "/deployments/current");
        boolean isOperable = account.may(environment.project(), Role.ADMIN)
                && !environment.isClosed()
                && environment.shows("#operations");
        return withLinks(
                json, isOperable ? Map.of("self", path, "#operations", path + "/operations") : Map.of("self", path));
    }

    /** Of an environment, or of a project where that is null. */
    static ObjectNode variable(ObjectNode variable, StandInProject project, StandInEnvironment environment) {
        String owner = environment == null ? path(project) : path(environment);
        String path = gateway(owner + "/variables/" + encode(variable.get("id").asText()));
        return withLinks(variable, Map.of("self", path, "#edit", path, "#delete", path));
    }

    /** Returns a project's settings, of which the vendor's CLI reads this one before it activates an environment. */
    static ObjectNode settings(StandInProject project) {
        ObjectNode json = StandInJson.object().put("sizing_api_enabled", false);
        return withLinks(json, Map.of("self", gateway(path(project) + "/settings")));
    }

    /** Returns a project's capabilities, which the vendor's CLI reads before it activates an environment. The project has none. */
    static ObjectNode capabilities(StandInProject project) {
        return withLinks(StandInJson.object(), Map.of("self", gateway(path(project) + "/capabilities")));
    }

    /** Returns an environment's settings. They have no other link, as in the vendor's mock. */
    static ObjectNode settings(StandInEnvironment environment) {
        return withLinks(environment.settings(), Map.of("self", gateway(path(environment) + "/settings")));
    }

    private static Map<String, String> links(StandInEnvironment environment, Account account) {
        StandInProject project = environment.project();
        String path = path(environment);
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", regional(project, path));
        links.put("#activities", path + "/activities");
        if (account.may(project, Role.ADMIN)) {
            links.put("#edit", gateway(path));
            links.put("#manage-variables", gateway(path + "/variables"));
        }
        if (environment.isClosed()) {
            return links;
        }
        if (account.may(project, Role.ADMIN)) {
            if (environment.sourceOperationsSupported()) {
                links.put("#source-operation", gateway(path + "/source-operation"));
                links.put("#source-operations", regional(project, path + "/source-operations"));
            }
            for (String operation : operations(environment)) {
                links.put("#" + operation, gateway(path + (operation.equals("delete") ? "" : "/" + operation)));
            }
        }
        if (account.may(project, Role.CONTRIBUTOR) && environment.isActive()) {
            for (String container : environment.containers()) {
                String url = "ssh://" + environment.sshUser(container) + "@ssh." + project.region();
                links.putIfAbsent("ssh", url);
                links.put("pf:ssh:" + container, url);
                if (!environment.isDedicated()) {
                    links.put("pf:ssh:" + container + ":0", url);
                }
            }
        }
        links.keySet().removeIf(link -> !environment.shows(link));
        return links;
    }

    private static List<String> operations(StandInEnvironment environment) {
        List<String> operations = new ArrayList<>(
                switch (environment.status()) {
                    case "active" -> List.of("backup", "redeploy", "deactivate", "pause", "branch");
                    case "paused" -> List.of("redeploy", "deactivate", "resume");
                    case "inactive" -> List.of("activate", "delete");
                    default -> List.of();
                });
        if (environment.isActive() && environment.project().isActive(environment.parent())) {
            operations.add("synchronize");
        }
        if (environment.isActive() && (environment.deploysManually() || environment.hasStagedActivities())) {
            operations.add("deploy");
        }
        if (environment.parent() != null) {
            operations.add("merge");
        }
        return operations;
    }

    private static ObjectNode withLinks(ObjectNode json, Map<String, String> links) {
        ObjectNode all = json.putObject("_links");
        links.forEach((name, href) -> all.putObject(name).put("href", href));
        return json;
    }

    private static String path(StandInProject project) {
        return "/projects/" + project.id();
    }

    private static String path(StandInEnvironment environment) {
        return path(environment.project()) + "/environments/" + encode(environment.id());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String gateway(String path) {
        return "/api" + path;
    }

    private static String regional(StandInProject project, String path) {
        return "https://" + project.region() + gateway(path);
    }
}
