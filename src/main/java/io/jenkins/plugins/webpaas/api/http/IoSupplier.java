package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;

/** Supplies a value by calls to a service, which may fail. */
public interface IoSupplier<T> {
    T get() throws IOException;
}
