package io.jenkins.plugins.webpaas.client;

import java.io.Serializable;

/**
 * An operation that a service is asked for, once. Kept before the request is sent, it tells after a crash whether the request was
 * acted on: {@link Operations#find}.
 *
 * @param aim completes "Could not …"
 * @param type of the activities that it starts
 * @param before where the environment's history of that type was
 */
public record Asked(String aim, String type, Mark before) implements Serializable {
    private static final long serialVersionUID = 1;
}
