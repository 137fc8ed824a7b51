package hudson;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;

public final class FilePath {
    private FilePath() {}

    public native VirtualChannel getChannel();

    public native Computer toComputer();

    public native String getRemote();
}
