package com.cloudbees.plugins.credentials;

public class BaseCredentials implements Credentials {
    public BaseCredentials(CredentialsScope scope) {}

    public native CredentialsScope getScope();
}
