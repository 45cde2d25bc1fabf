package genlab.sweep;

import genlab.training.Progress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps an engine's workers busy until every run is done or has failed. */
final class WorkerPool {
    /** Ctrl-C reaches the workers too: so long it may take until this process knows of it. */
    private static final long GRACE_MILLISECONDS = 500;

    private final Engine engine;
    private final Results results;
    private final String code;
    private Progress progress;
    private final Queue<Run> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private SweepException problem;
    private int done;

    WorkerPool(Engine engine, Results results, String code) {
        this.engine = engine;
        this.results = results;
        this.code = code;
    }

    /**
     * Does runs and writes down their rows.
     *
     * @return what failed, a sentence a run
     * @throws SweepException if no worker could start, or a row could not be written
     */
    List<String> run(List<Run> runs) throws SweepException, InterruptedException {
        waiting.addAll(runs);
        try (Progress shown = Progress.of("sweep", runs.size())) {
            progress = shown;
            work(Math.min(engine.processes(), runs.size()));
        }
        if (problem != null) {
            throw problem;
        }
        return failures;
    }

    private void work(int processes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Thread thread = new Thread(this::work, "worker " + (i + 1));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Ends all workers; rows that are written stay. */
    void stop() {
        stopped = true;
        workers.parallelStream().forEach(WorkerProcess::stop);
    }

    /** One worker after the other, the next one if the last one broke down. */
    private void work() {
        try {
            List<Run> again = List.of();
            do {
                again = new Shift(again).work();
            } while (!stopped && !(again.isEmpty() && waiting.isEmpty()));
        } catch (SweepException e) {
            synchronized (this) {
                problem = problem == null ? e : problem;
            }
            stop();
        }
    }

    /** The life of one worker process. */
    private final class Shift {
        private final Set<Run> secondTries;
        private final Set<Run> given = new LinkedHashSet<>();
        private final List<Run> again;

        Shift(List<Run> again) {
            this.again = new ArrayList<>(again);
            this.secondTries = Set.copyOf(again);
        }

        /** Returns what must be tried once more, in another process. */
        List<Run> work() throws SweepException {
            WorkerProcess worker = WorkerProcess.start(engine);
            workers.add(worker);
            try {
                boolean ready = false;
                while (give(worker)) {
                    WorkerProcess.Message message = worker.next();
                    if (message == null) {
                        return broken(worker, ready);
                    }
                    switch (message.word()) {
                        case READY -> {
                            ready = true;
                            check(message.text());
                        }
                        case ROW -> done(Row.parse(message.text()));
                        case FAILED -> {
                            String[] fields = Csv.fields(message.text());
                            failed(Run.parse(fields[0]), fields[1]);
                        }
                        case NOTE -> progress.print(message.text());
                        case ERROR -> throw new SweepException(message.text());
                    }
                }
                return List.of();
            } finally {
                workers.remove(worker);
                worker.stop();
            }
        }

        /** Gives the worker as many runs as it takes; whether it has any. */
        private boolean give(WorkerProcess worker) {
            while (!stopped && given.size() < engine.runsAtOnce()) {
                Run run = again.isEmpty() ? waiting.poll() : again.remove(0);
                if (run == null) {
                    break;
                }
                given.add(run);
                worker.send(run);
            }
            return !given.isEmpty();
        }

        private void check(String codeOfWorker) throws SweepException {
            if (!codeOfWorker.equals(code)) {
                throw new SweepException(
                        "the library must stay as it is while a sweep runs, but was built anew; start"
                                + " the sweep again");
            }
        }

        private void done(Row row) throws SweepException {
            given.remove(row.run());
            results.append(row);
            progressed(row.run() + (row.status() == Row.Status.OK ? "" : ": " + row.status()));
        }

        private void failed(Run run, String reason) {
            given.remove(run);
            failures.add(run + ": " + reason);
            progress.print(run + " failed: " + reason);
            progressed("");
        }

        private List<Run> broken(WorkerProcess worker, boolean ready) throws SweepException {
            pause();
            if (stopped) {
                return List.of();
            }
            String end = worker + " " + worker.obituary();
            if (!ready) {
                throw new SweepException("a worker must start, but " + end);
            }
            List<Run> next = new ArrayList<>(again);
            for (Run run : List.copyOf(given)) {
                if (secondTries.contains(run)) {
                    failed(run, "its worker broke down twice; the second, " + end);
                } else {
                    progress.print(run + ": its worker, " + end + "; it is tried once more");
                    next.add(run);
                }
            }
            return next;
        }

        private void pause() {
            try {
                Thread.sleep(GRACE_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void progressed(String detail) {
        progress.update(++done, detail);
    }
}
