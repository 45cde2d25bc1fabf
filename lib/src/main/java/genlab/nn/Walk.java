package genlab.nn;

import java.util.ArrayList;
import java.util.List;

/** One walk back through a graph of passes. */
final class Walk {
    private final List<Pass> order = new ArrayList<>();

    /**
     * Hands a gradient back from a pass to all that it was made of, the last pass first: what is
     * used twice has the sum of both gradients ({@code flowing}) before it hands it on.
     */
    void back(Pass from, Matrix gradient) {
        visit(from);
        from.addGradient(gradient);
        for (int i = order.size() - 1; i >= 0; i--) {
            Pass pass = order.get(i);
            Matrix arrived = pass.flowing;
            pass.flowing = null;
            if (arrived != null) {
                pass.wayBack.accept(arrived);
            }
        }
    }

    /** Puts every pass after all that it was made of. */
    private void visit(Pass pass) {
        if (pass.wayBack == null || pass.walk == this) {
            return;
        }
        pass.walk = this;
        pass.flowing = null;
        for (Pass input : pass.inputs) {
            visit(input);
        }
        order.add(pass);
    }
}
