package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The addresses of an environment's site (protocol, "Projects and environments").
 *
 * @param primary the primary route; null if there is none
 * @param all all routes in the service's order, the primary one among them; empty if nothing is deployed
 */
public record SiteUrls(String primary, List<String> all) {
    /** No address, of an environment without a site. */
    public static final SiteUrls NONE = new SiteUrls(null, List.of());

    /** Reads the routes of a deployment. Leaves out what is no URL of a site. */
    static SiteUrls of(JsonNode deployment) {
        List<Map.Entry<String, JsonNode>> routes = deployment.path("routes").properties().stream()
                .filter(route -> HttpUrl.parse(route.getKey()) != null)
                .toList();
        return new SiteUrls(
                routes.stream()
                        .filter(route -> route.getValue().path("primary").asBoolean())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null),
                routes.stream().map(Map.Entry::getKey).toList());
    }
}
