package hudson.model;

public abstract class Node {
    private Node() {}

    public final native Computer toComputer();

    public native String getDisplayName();
}
