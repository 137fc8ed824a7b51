package org.jenkinsci.plugins.workflow.steps;

public abstract class GeneralNonBlockingStepExecution extends StepExecution {
    protected GeneralNonBlockingStepExecution(StepContext context) {
        super(context);
    }

    protected final native void run(Block block);

    @Override
    public native void stop(Throwable cause) throws Exception;

    @Override
    public native void onResume();

    @Override
    public native String getStatus();

    @Override
    public native boolean blocksRestart();

    @FunctionalInterface
    protected interface Block {
        void run() throws Exception;
    }
}
