package hudson;

public abstract class PluginManager {
    private PluginManager() {}

    public native PluginWrapper getPlugin(String shortName);
}
