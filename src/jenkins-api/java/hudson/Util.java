package hudson;

import java.util.List;

public class Util {
    private Util() {}

    public static native String fixEmpty(String s);

    public static native String rawEncode(String s);

    public static native String getTimeSpanString(long duration);

    public static native String fixNull(String s);

    public static native String fixEmptyAndTrim(String s);

    public static native <T> List<T> filter(Iterable<?> base, Class<T> type);
}
