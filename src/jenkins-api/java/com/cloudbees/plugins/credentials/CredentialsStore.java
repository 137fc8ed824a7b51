package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.ModelObject;
import java.util.List;

public abstract class CredentialsStore {
    private CredentialsStore() {}

    public abstract ModelObject getContext();

    public native String getContextDisplayName();

    public native CredentialsStoreAction getStoreAction();

    public native List<Domain> getDomains();

    public abstract List<Credentials> getCredentials(Domain domain);
}
