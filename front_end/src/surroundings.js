// The surroundings of a lab: the theme, and the stock controls.

import { plain, set } from "./page.js";

/** JupyterLab's theme, else the system's. */
export function watchTheme(root, changed) {
	const system = matchMedia("(prefers-color-scheme: dark)");
	function apply() {
		const { jpThemeLight } = document.body.dataset,
			theme = (jpThemeLight ? jpThemeLight === "true" : !system.matches) ? "light" : "dark";
		if (root.dataset.theme === theme) return;
		root.dataset.theme = theme;
		changed();
	}
	const watch = new MutationObserver(apply);
	watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
	system.addEventListener("change", apply);
	apply();
	return () => {
		watch.disconnect();
		system.removeEventListener("change", apply);
	};
}

/** The widgets' box around a lab that holds all of it; null outside of a notebook. */
export function outermost(root) {
	let box = null;
	for (let node = root; (node = node.parentElement?.closest(".widget-box")); ) box = node;
	return box;
}

/** The handles of stock sliders have no name, and stock lists lose their keys: fix both, also for later widgets. */
export function fixControls(root) {
	function label(box) {
		for (const handle of box.querySelectorAll(".widget-slider .noUi-handle")) {
			const text = handle.closest(".widget-slider").querySelector(".widget-label")?.textContent.trim();
			if (text) set(handle, { "aria-label": text });
		}
	}
	let watch = null,
		home = root;
	function keep(event) {
		// or Notebook 7 takes the key
		if (home.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", plain(event));
	}
	addEventListener("keydown", keep, true);
	const found = new ResizeObserver(() => {
		// fires once the lab is in the page
		const box = outermost(root);
		if (watch || !box) return;
		watch = new MutationObserver(() => label(box));
		watch.observe(box, { childList: true, subtree: true, characterData: true });
		home = set(box, {
			keydown(event) {
				if (plain(event)) event.stopPropagation();
			},
		}); // or JupyterLab does
		label(box);
	});
	found.observe(root);
	return () => {
		found.disconnect();
		watch?.disconnect();
		removeEventListener("keydown", keep, true);
	};
}
