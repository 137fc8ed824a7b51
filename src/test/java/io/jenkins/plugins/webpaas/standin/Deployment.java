package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The deployment of an active environment: its applications and its URLs (protocol, "Projects and environments"). */
final class Deployment {
    private Deployment() {}

    static ObjectNode of(StandInEnvironment environment) {
        ObjectNode json = StandInJson.template("deployment");
        json.set("project_info", project(environment.project()));
        json.set("environment_info", environment(environment));
        ObjectNode webapps = json.putObject("webapps");
        ObjectNode workers = json.putObject("workers");
        for (String app : environment.apps()) {
            int worker = app.indexOf("--");
            if (worker < 0) {
                webapps.set(app, service("webapp", app, environment));
            } else {
                workers.set(app, service("worker", app, environment).put("app", app.substring(0, worker)));
            }
        }
        String url = environment.url();
        ObjectNode routes = json.putObject("routes");
        routes.set(url, StandInJson.template("upstream-route"));
        routes.set(
                url.replaceFirst("https", "http"),
                StandInJson.template("redirect-route").put("to", url));
        return json;
    }

    private static ObjectNode service(String kind, String name, StandInEnvironment environment) {
        ObjectNode service = StandInJson.template(kind).put("name", name);
        ObjectNode operations = service.putObject("operations");
        for (String operation : environment.runtimeOperations(name)) {
            operations
                    .putObject(operation)
                    .put("role", "admin")
                    .put("timeout", (Integer) null)
                    .putObject("commands")
                    .put("start", "true")
                    .put("stop", (String) null);
        }
        return service;
    }

    private static ObjectNode project(StandInProject project) {
        ObjectNode info = StandInJson.object()
                .put("title", project.title())
                .put("name", project.id())
                .put("namespace", "standin")
                .put("organization", (String) null);
        info.putObject("capabilities");
        info.putObject("settings");
        return info;
    }

    private static ObjectNode environment(StandInEnvironment environment) {
        ObjectNode info = StandInJson.object()
                .put("name", environment.id())
                .put("status", environment.status())
                .put("is_main", environment.parent() == null)
                .put("is_production", environment.type().equals("production"))
                .put("reference", "refs/heads/" + environment.id())
                .put("machine_name", environment.machineName())
                .put("environment_type", environment.type());
        info.putObject("constraints");
        info.putObject("links");
        return info;
    }
}
