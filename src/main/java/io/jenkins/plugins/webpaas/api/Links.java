package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The links of a resource, which also are the account's permissions (protocol, "HAL links are the permissions").
 *
 * @param hrefs maps names, such as {@code #backup}, to addresses as the service sent them
 */
public record Links(Map<String, String> hrefs) {

    /** Reads the links of a resource. Leaves out lists of links, because they are no operations. */
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

    /**
     * Returns the URL of a link, without its query. Empty if there is no such link, or its address is not for HTTP. The host is always the
     * API's, so that no other host gets the access token.
     */
    public Optional<HttpUrl> url(Service service, String name) {
        HttpUrl api = HttpUrl.get(service.endpoints().api());
        return Optional.ofNullable(hrefs.get(name))
                .map(api::resolve)
                .map(link -> api.newBuilder().encodedPath(link.encodedPath()).build());
    }

    /**
     * Returns the URLs of the links whose names are a name and a number, on the API's host. Their query stays, because it signs them.
     *
     * @param name such as {@code ref:projects} for {@code ref:projects:0}, {@code ref:projects:1} and so on
     */
    List<HttpUrl> signed(Service service, String name) {
        HttpUrl api = HttpUrl.get(service.endpoints().api());
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
