package io.jenkins.plugins.okhttp.api;

import okhttp3.OkHttpClient;

public class JenkinsOkHttpClient {
    private JenkinsOkHttpClient() {}

    public static native OkHttpClient.Builder newClientBuilder(OkHttpClient client);
}
