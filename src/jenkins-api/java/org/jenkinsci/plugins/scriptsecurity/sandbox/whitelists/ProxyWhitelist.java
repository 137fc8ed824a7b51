package org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists;

import org.jenkinsci.plugins.scriptsecurity.sandbox.Whitelist;

public class ProxyWhitelist extends Whitelist {
    public ProxyWhitelist(Whitelist... delegates) {}
}
