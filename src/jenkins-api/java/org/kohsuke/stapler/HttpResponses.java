package org.kohsuke.stapler;

public class HttpResponses {
    private HttpResponses() {}

    public static native HttpResponse redirectToDot();
}
