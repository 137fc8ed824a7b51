package hudson.console;

public abstract class ConsoleNote<T> {
    ConsoleNote() {}

    public static native String removeNotes(String line);
}
