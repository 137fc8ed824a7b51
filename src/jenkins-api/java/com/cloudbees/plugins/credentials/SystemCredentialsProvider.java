package com.cloudbees.plugins.credentials;

import hudson.model.Saveable;

public abstract class SystemCredentialsProvider implements Saveable {
    private SystemCredentialsProvider() {}
}
