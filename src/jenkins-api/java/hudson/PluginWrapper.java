package hudson;

public class PluginWrapper {
    private PluginWrapper() {}

    public native String getVersion();
}
