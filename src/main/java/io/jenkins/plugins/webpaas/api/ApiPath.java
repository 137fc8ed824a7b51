package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.service.Service;
import okhttp3.HttpUrl;

/** Addresses of the API that no link leads to. */
final class ApiPath {
    private ApiPath() {}

    /** Each segment is encoded whole: a slash in it becomes %2F (protocol section 4). */
    static HttpUrl of(Service service, String... segments) {
        HttpUrl.Builder url = HttpUrl.get(service.endpoints().api().toString()).newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url.build();
    }
}
