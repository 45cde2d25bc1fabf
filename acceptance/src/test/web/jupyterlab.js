// Shows a cell's outputs exactly as JupyterLab does.
import { RenderMimeRegistry, standardRendererFactories } from "@jupyterlab/rendermime";
import { OutputArea, OutputAreaModel } from "@jupyterlab/outputarea";
import { Widget } from "@lumino/widgets";

window.showOutputs = (outputs) => {
  const rendermime = new RenderMimeRegistry({ initialFactories: standardRendererFactories });
  const model = new OutputAreaModel({ values: outputs, trusted: true });
  Widget.attach(new OutputArea({ model, rendermime }), document.getElementById("outputs"));
  window.outputs = model;
};
