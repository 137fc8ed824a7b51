package hudson;

import hudson.remoting.VirtualChannel;

public final class FilePath {
    private FilePath() {}

    public native VirtualChannel getChannel();

    public native String getRemote();
}
