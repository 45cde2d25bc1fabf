package genlab.training;

import java.util.concurrent.CancellationException;

/** A task that ends when its thread is interrupted, as a notebook's reader does to stop a cell. */
record Stoppable(String task, Progress display) implements Progress {
    @Override
    public void update(long done, String detail) {
        if (Thread.interrupted()) {
            throw new CancellationException(
                    task + " was interrupted after step " + done + "; what is done is kept");
        }
        display.update(done, detail);
    }

    @Override
    public void print(String line) {
        display.print(line);
    }

    @Override
    public void close() {
        display.close();
    }
}
