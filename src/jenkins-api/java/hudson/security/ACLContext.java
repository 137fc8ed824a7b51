package hudson.security;

public abstract class ACLContext implements AutoCloseable {
    private ACLContext() {}

    @Override
    public native void close();
}
