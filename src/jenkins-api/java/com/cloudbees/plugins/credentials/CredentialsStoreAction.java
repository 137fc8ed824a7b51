package com.cloudbees.plugins.credentials;

public abstract class CredentialsStoreAction {
    private CredentialsStoreAction() {}

    public native String getUrlName();
}
