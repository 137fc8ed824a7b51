package org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists;

import java.io.IOException;
import java.net.URL;

public final class StaticWhitelist extends EnumeratingWhitelist {
    private StaticWhitelist() {}

    public static native StaticWhitelist from(URL definition) throws IOException;
}
