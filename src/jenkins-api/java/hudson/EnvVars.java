package hudson;

import java.util.Map;
import java.util.TreeMap;

public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {}

    public EnvVars(Map<String, String> m) {}

    public native EnvVars overrideAll(Map<String, String> all);

    public native String expand(String s);

    @Override
    public native String put(String key, String value);
}
