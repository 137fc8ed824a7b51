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
 * The services that result from what an administrator described.
 *
 * @param usable in the order in which forms list them
 * @param problems of those that are left out, in the same order
 */
record ServiceList(List<Service> usable, List<ServiceProblem> problems) {

    /**
     * @param extended built-in services to which something is added
     * @param custom further services; one with the id of a built-in one replaces that
     */
    static ServiceList of(List<BuiltInService> extended, List<CustomService> custom) {
        Map<String, Service> usable = new LinkedHashMap<>();
        List<ServiceProblem> problems = new ArrayList<>();
        Service.BUILT_IN.forEach(service -> usable.put(service.id(), service));
        Set<String> ids = new HashSet<>();
        for (BuiltInService one : extended) {
            add(one, ids, usable, problems);
        }
        Set<String> replaced = new HashSet<>();
        for (CustomService one : custom) {
            add(one, replaced, usable, problems);
        }
        extended.stream()
                .filter(one -> one.isExtended() && replaced.contains(one.getId()))
                .map(one -> problem(one.getId(), "id.extended"))
                .forEach(problems::add);
        return new ServiceList(List.copyOf(usable.values()), List.copyOf(problems));
    }

    private static void add(
            ServiceDescription description,
            Set<String> before,
            Map<String, Service> usable,
            List<ServiceProblem> problems) {
        String id = description.getId();
        try {
            Service service = description.toService();
            if (before.add(id)) {
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
