package io.jenkins.plugins.webpaas.standin;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every HTTP request, in the order of arrival, those that a fault kept from being acted on included. */
public final class RequestLog {
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    void add(Request request) {
        requests.add(request);
    }

    public List<Request> all() {
        return List.copyOf(requests);
    }

    public List<Request> of(Endpoint endpoint) {
        return requests.stream()
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    public int count(Endpoint endpoint) {
        return of(endpoint).size();
    }

    /** The newest request; fails where there was none. */
    public Request last(Endpoint endpoint) {
        List<Request> requests = of(endpoint);
        return requests.get(requests.size() - 1);
    }

    public void clear() {
        requests.clear();
    }
}
