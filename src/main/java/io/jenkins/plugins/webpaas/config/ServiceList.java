package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services that result from the administrator's settings.
 *
 * @param usable the services, in the order of the forms
 * @param problems the problems of ignored services, in the same order
 */
record ServiceList(List<Service> usable, List<ServiceProblem> problems) {

    /**
     * The reason why an administrator's settings of a service are invalid.
     *
     * @param id id of the service; null if the settings have none
     */
    record ServiceProblem(String id, InvalidFieldException reason) {

        /** Returns the message for logs, builds and configuration as code. */
        String message() {
            return "Service '" + id + "', " + reason.getMessage();
        }

        /** Returns the message for a page, in the reader's language. */
        String say() {
            return Messages.WebPaasConfiguration_problem(id, FieldLabels.say(reason));
        }
    }

    /**
     * @param extended additions to built-in services
     * @param custom further services; a service with the id of a built-in service replaces the latter
     */
    static ServiceList of(List<BuiltInService> extended, List<CustomService> custom) {
        Map<String, Service> usable = new LinkedHashMap<>();
        List<ServiceProblem> problems = new ArrayList<>();
        Service.BUILT_IN.forEach(service -> usable.put(service.id(), service));
        Set<String> ids = new HashSet<>();
        extended.forEach(service -> add(service, ids, usable, problems));
        Set<String> customIds = new HashSet<>();
        custom.forEach(service -> add(service, customIds, usable, problems));
        extended.stream()
                .filter(service -> service.isExtended() && customIds.contains(service.getId()))
                .map(service -> problem(service.getId(), "id.extended"))
                .forEach(problems::add);
        return new ServiceList(List.copyOf(usable.values()), List.copyOf(problems));
    }

    private static void add(
            ServiceDescription description,
            Set<String> ids,
            Map<String, Service> usable,
            List<ServiceProblem> problems) {
        String id = description.getId();
        try {
            Service service = description.toService();
            if (ids.add(id)) {
                usable.put(id, service);
                return;
            }
            problems.add(problem(id, "id.twice"));
        } catch (InvalidFieldException e) {
            problems.add(new ServiceProblem(id, e));
        }
        usable.remove(id);
    }

    private static ServiceProblem problem(String id, String problem) {
        return new ServiceProblem(id, new InvalidFieldException("id", problem, id));
    }
}
