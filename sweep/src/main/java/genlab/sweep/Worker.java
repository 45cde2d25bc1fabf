package genlab.sweep;

/** The process that does one run after the other. */
final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
        Link link = Link.open();
        link.ready();
        while (true) {
            Run run = link.next();
            try {
                link.row(Experiment.row(run));
            } catch (RuntimeException | Error e) {
                // The same seed would end the same way: another try is of no use.
                link.failed(run, e.toString());
            }
        }
    }
}
