package genlab.training;

/** Where this program shows its progress. */
final class Displays {
    static volatile Progress.Factory factory = Progress.console();

    private Displays() {}
}
