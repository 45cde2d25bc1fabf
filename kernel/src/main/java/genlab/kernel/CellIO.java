package genlab.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;

/** Opens the base library's way to tell where displays belong. */
final class CellIO extends JupyterIO {

    void begin(ShellReplyEnvironment environment) {
        setEnv(environment);
    }
}
