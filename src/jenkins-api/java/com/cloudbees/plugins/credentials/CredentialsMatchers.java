package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    private CredentialsMatchers() {}

    public static native CredentialsMatcher not(CredentialsMatcher matcher);

    public static native CredentialsMatcher withScope(CredentialsScope scope);
}
