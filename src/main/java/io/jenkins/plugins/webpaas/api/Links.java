package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.service.Service;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The links of a project or environment, which are also what the account may do with it (protocol section 4, "HAL links are
 * the permissions").
 *
 * @param hrefs name, such as {@code #backup}, to address as the service sent it
 */
public record Links(Map<String, String> hrefs) {

    public Links {
        hrefs = Map.copyOf(hrefs);
    }

    /** Of a resource that may have none. Links that are lists are no operations and left out. */
    static Links of(JsonNode resource) {
        Map<String, String> hrefs = new LinkedHashMap<>();
        resource.path("_links").properties().forEach(link -> {
            String href = Json.text(link.getValue(), "href");
            if (href != null) {
                hrefs.put(link.getKey(), href);
            }
        });
        return new Links(hrefs);
    }

    /** Whether there is such a link: the operation exists in this state, and the account may use it. */
    public boolean has(String name) {
        return hrefs.containsKey(name);
    }

    /**
     * Where a link leads: the path of its address, on the API's host whatever host it names, without query. So the access
     * token stays on one host.
     *
     * @return empty if there is no such link, or none for HTTP
     */
    public Optional<URI> url(Service service, String name) {
        HttpUrl api = HttpUrl.get(service.endpoints().api().toString());
        return Optional.ofNullable(hrefs.get(name))
                .map(api::resolve)
                .map(link ->
                        api.newBuilder().encodedPath(link.encodedPath()).build().uri());
    }

    /**
     * Where the links lead whose names are this one and a number, likewise on the API's host, but with their query, which signs them.
     *
     * @param name such as {@code ref:projects} for {@code ref:projects:0} and so on
     */
    List<HttpUrl> signed(Service service, String name) {
        HttpUrl api = HttpUrl.get(service.endpoints().api().toString());
        return hrefs.entrySet().stream()
                .filter(link -> link.getKey().startsWith(name + ":"))
                .map(link -> api.resolve(link.getValue()))
                .filter(Objects::nonNull)
                .map(link -> api.newBuilder()
                        .encodedPath(link.encodedPath())
                        .encodedQuery(link.encodedQuery())
                        .build())
                .toList();
    }
}
