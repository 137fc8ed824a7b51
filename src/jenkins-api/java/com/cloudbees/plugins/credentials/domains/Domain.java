package com.cloudbees.plugins.credentials.domains;

public class Domain {
    private Domain() {}

    public native String getName();
}
