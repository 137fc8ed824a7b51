package jenkins.security;

public class HMACConfidentialKey {
    @SuppressWarnings("rawtypes")
    public HMACConfidentialKey(Class owner, String shortName) {}

    public native String mac(String message);
}
