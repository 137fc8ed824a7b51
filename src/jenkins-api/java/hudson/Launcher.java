package hudson;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

public abstract class Launcher {
    private Launcher() {}

    public final native ProcStarter launch();

    public final class ProcStarter {
        public native ProcStarter cmds(List<String> args);

        public native ProcStarter envs(Map<String, String> overrides);

        public native ProcStarter pwd(FilePath workDir);

        public native ProcStarter quiet(boolean quiet);

        public native ProcStarter stdout(OutputStream out);

        public native ProcStarter stderr(OutputStream err);

        public native Proc start() throws IOException;
    }
}
