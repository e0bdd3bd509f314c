// Connects a lab to a Jupyter widget.

import { mount } from "./lab.js";
import { decode } from "./messages.js";
import { followModels, makeStar, unpackRay } from "./star.js";

const LOST = "The kernel is gone. The picture shows what it had computed; run the cell again to go on.";

function render({ model, el }) {
	let spec = model.get("spec");
	const send = (message) => {
		star.wait();
		model.send(message);
	}; // the reader is not pausing
	const lab = mount(el, { spec, frame: model.get("frame"), send });
	const star = makeStar(lab.show, (message) => {
		try {
			model.send(message);
		} catch {
			lost();
		}
	}); // it was shut down elsewhere
	const sync = () => {
		// spec and frame may arrive together: never draw one with the other's past
		if (model.get("spec") !== spec) lab.describe((spec = model.get("spec")));
		star.take(decode(model.get("frame")));
	};
	const lost = () => lab.notice("lost", LOST);
	const heard = Object.entries({
		"change:spec": sync,
		"change:frame": sync,
		"comm:close": lost,
		comm_live_update: lost,
	});
	for (const [event, listener] of heard) model.on(event, listener);
	const letGo = followModels(star, model);
	sync();
	return () => {
		for (const [event, listener] of heard) model.off(event, listener);
		letGo();
		lab.destroy();
	};
}

export { decode, mount, unpackRay };
export default { render };
