package hudson.util;

public class ListBoxModel {
    public ListBoxModel() {}

    public native void add(String displayName, String value);
}
