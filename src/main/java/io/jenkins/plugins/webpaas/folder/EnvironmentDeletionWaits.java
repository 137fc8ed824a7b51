package io.jenkins.plugins.webpaas.folder;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.folder.EnvironmentDeletionState.End;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** The waits for the activities of deletions. They hold no thread, and begin again after a restart of the controller. */
final class EnvironmentDeletionWaits {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentDeletionWaits.class.getName());

    /** The ids of the deletions that wait. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    boolean isWaiting(EnvironmentDeletionState deletion) {
        return waiting.contains(deletion.getId());
    }

    /** Waits for the activities of a deletion. Returns at once. */
    void await(EnvironmentDeletionState deletion) {
        waiting.add(deletion.getId());
        WaitState state = WaitState.ofIds(deletion.getProject(), deletion.activities());
        WebPaasRuntime.poller().await(state, new WaitListener() {
            @Override
            public ApiToken token() throws IOException {
                try {
                    return ApiTokens.findIn(deletion.multibranchProject(), deletion.token());
                } catch (InvalidFieldException e) {
                    throw new IOException(FieldLabels.say(e), e);
                }
            }

            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                // the service's console has the log
            }

            @Override
            public void say(String sentences) {
                LOGGER.fine(sentences);
            }

            @Override
            public boolean isGone() {
                boolean isGone = !EnvironmentDeletions.get().isPending(deletion);
                if (isGone) {
                    waiting.remove(deletion.getId());
                }
                return isGone;
            }

            @Override
            public void ended(Outcome outcome) {
                waiting.remove(deletion.getId());
                if (outcome.isFailure()) {
                    EnvironmentDeletions.get().end(deletion, End.FAILED, outcome.message(), false);
                } else {
                    EnvironmentDeleter.get().partEnded(deletion);
                }
            }

            @Override
            public void failed(IOException why) {
                waiting.remove(deletion.getId());
                EnvironmentDeletions.get().end(deletion, End.FAILED, why.getMessage(), false);
            }
        });
    }
}
