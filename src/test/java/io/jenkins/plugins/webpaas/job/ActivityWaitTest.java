package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

class ActivityWaitTest extends StandInJenkinsTest {
    private final CountDownLatch isPrinting = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private WorkflowRun run;

    /** The build log has the printed lines. A build that is saved during printing resumes after the lines printed before. */
    @Test
    void whatIsSavedIsWhatWasPrintedAndSavingWaitsForNoLog() throws Exception {
        run = begin("sleep 600");
        StandInActivity push = standIn.world()
                .begin(
                        "environment.push",
                        standIn.world().project(StandIn.PROJECT).environment("main"),
                        standIn.world().account("deploy-bot"))
                .start()
                .log("one\n");
        Printed slow = new Printed(true);
        ActivityWait wait = new ActivityWait(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())));
        wait.start(slow, run, new End());
        isPrinting.await();

        byte[] during = written(wait);
        release.countDown();
        await().until(() -> slow.text().equals("one\n"));
        byte[] after = written(wait);
        while (read(after).equals(read(during))) {
            after = written(wait);
        }
        wait.stop();
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(resumed(during)).startsWith("one\ntwo\n");
        assertThat(resumed(after)).startsWith("two\n");
        run.doStop();
        jenkins.waitForCompletion(run);
    }

    private String resumed(byte[] saved) throws Exception {
        Printed log = new Printed(false);
        End end = new End();
        ((ActivityWait) stream(saved).readObject()).start(log, run, end);
        end.isOver.await();
        return log.text();
    }

    private static byte[] written(ActivityWait wait) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(wait);
        }
        return bytes.toByteArray();
    }

    private static String read(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static ObjectInputStream stream(byte[] saved) throws IOException {
        return new ObjectInputStream(new ByteArrayInputStream(saved)) {
            @Override
            protected Class<?> resolveClass(java.io.ObjectStreamClass type) throws ClassNotFoundException {
                return Class.forName(type.getName(), false, ActivityWait.class.getClassLoader());
            }
        };
    }

    private final class Printed implements BuildContext {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TaskListener log;

        Printed(boolean isSlow) {
            OutputStream out = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    if (isSlow) {
                        isPrinting.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                    bytes.write(b);
                }
            };
            log = new StreamTaskListener(out, StandardCharsets.UTF_8);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public WorkflowRun run() {
            return run;
        }

        @Override
        public TokenReference reference() {
            return new TokenReference(StandInJenkins.CREDENTIALS_ID, null);
        }

        @Override
        public TaskListener log() {
            return log;
        }

        /** Does nothing: the tests look only at the lines of the activity. */
        @Override
        public void say(String sentence) {}

        @Override
        public boolean isOver() {
            return false;
        }
    }

    private static final class End implements ActivityWait.EndListener {
        private final CountDownLatch isOver = new CountDownLatch(1);

        @Override
        public void ended(Outcome outcome) {
            isOver.countDown();
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void failed(IOException why) {
            isOver.countDown();
        }
    }
}
