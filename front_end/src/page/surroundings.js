// The surroundings of a lab, watched until a signal says that it is over: the theme, the stock controls, the printer.

import { assign, makeLayer, on, plain, set, stopWith, targetOf, writeNumber } from "./elements.js";

/**
 * The theme of the paper on which the home shows widgets: in a dark VS Code it is white, as in other homes that have
 * only the stock variables for it.  Without such a paper it is the theme that the home names: VS Code does at its body,
 * Colab at the root, and others have a color scheme.  That of the lab itself doesn't count.
 * @param {HTMLElement} root
 */
function themeAround(root) {
	const around = getComputedStyle(root.parentElement ?? document.body);
	const pen = makeLayer();
	pen.fillStyle = around.getPropertyValue("--jp-layout-color0") || "#0000";
	pen.fillRect(0, 0, 1, 1);
	const [, green, , opacity] = pen.getImageData(0, 0, 1, 1).data;
	const { vscodeThemeKind } = document.body.dataset;
	if (opacity === 255) return green > 127 ? "light" : "dark";
	if (vscodeThemeKind) return vscodeThemeKind.endsWith("light") ? "light" : "dark";
	const said = [document.documentElement.getAttribute("theme"), around.colorScheme];
	return said.find((one) => one === "light" || one === "dark"); // a saved page has both
}

/**
 * The theme of the home, or the system's if it has none.  While Chromium prints, the system is light; it stays dark here,
 * because what is drawn meanwhile is missing on paper.
 * @param {HTMLElement} root @param {() => void} changed @param {AbortSignal} signal
 */
export function watchTheme(root, changed, signal) {
	const system = matchMedia("(prefers-color-scheme: dark)");
	function apply() {
		const theme = themeAround(root) ?? (system.matches ? "dark" : "light");
		if (root.dataset.theme && (root.dataset.theme === theme || matchMedia("print").matches)) return;
		root.dataset.theme = theme;
		changed();
	}
	const watch = new MutationObserver(apply);
	const found = new ResizeObserver(apply); // the color scheme around it is known once the lab is in the page
	for (const node of [document.documentElement, document.body]) watch.observe(node, { attributes: true });
	found.observe(root);
	on(system, { change: apply }, { signal });
	stopWith(signal, watch, found);
	apply();
}

/**
 * The largest of the widgets' boxes around a lab that hold no other; null outside of a notebook.
 * @param {HTMLElement} root @returns {HTMLElement | null}
 */
export function outermost(root) {
	const box = /** @type {HTMLElement | null | undefined} */ (root.parentElement?.closest(".widget-box"));
	const alone = box && box.querySelectorAll(".sgdlab").length < 2; // else another lab would hear the keys of this one
	return alone ? (outermost(box) ?? box) : null;
}

/** @param {Element | null} widget */
const labelOf = (widget) => widget?.querySelector(".widget-label")?.textContent.trim();

/**
 * The handles of stock sliders have no name, and say a power of ten or the number of a place: the number beside them is
 * what is set.
 * @param {HTMLElement} box
 */
function nameHandles(box) {
	for (const slider of box.querySelectorAll(".widget-slider")) {
		const [handle, beside] = [slider.querySelector(".noUi-handle"), slider.nextElementSibling];
		const [label, field] = [labelOf(slider), beside?.querySelector("input")];
		if (!handle || !label) continue;
		set(handle, { "aria-label": label });
		if (field && labelOf(beside) === `${label}, as a number`) set(handle, { "aria-valuetext": field.value });
	}
}

/**
 * Whether a key stays in the lab.  With Ctrl a letter belongs to the program around it, as in Ctrl+S, but Ctrl+Enter
 * would run the cell anew, Ctrl+Backspace merge it with another, and Ctrl+Z undo what was typed into one.
 * @param {KeyboardEvent} event
 */
const stays = (event) => plain(event) || !/^[^amyz]$/i.test(event.key);

/** Name the handles of stock sliders, also of later ones, tell their numbers, and let lists keep their keys. @param {HTMLElement} root @param {AbortSignal} signal */
export function fixControls(root, signal) {
	let home = root;
	/** @param {KeyboardEvent} event */
	function keep(event) {
		const target = targetOf(event); // or Notebook 7 takes the key
		if (home.contains(target)) target.toggleAttribute("data-lm-suppress-shortcuts", stays(event));
	}
	const watch = new MutationObserver(() => nameHandles(home));
	const found = new ResizeObserver(() => {
		const box = outermost(root); // there is one once the lab is in the page
		if (home !== root || !box) return;
		home = box;
		// A key that went on would be JupyterLab's.
		on(box, { keydown: (event) => stays(event) && event.stopPropagation(), beforeinput: writeNumber }, { signal });
		const attributeFilter = ["aria-valuenow", "step"]; // a field is given its step whenever its number is set
		watch.observe(box, { childList: true, subtree: true, characterData: true, attributeFilter });
		nameHandles(box);
	});
	on(window, { keydown: keep }, { capture: true, signal });
	found.observe(root);
	stopWith(signal, found, watch);
}

/**
 * On paper a lab is as wide as on the screen, because nothing is drawn again for it: the browser makes the page smaller.
 * @param {HTMLElement} root @param {AbortSignal} signal
 */
export function watchPrinting(root, signal) {
	/** @param {string} width */
	const keep = (width) => assign(root.style, { width });
	on(window, { beforeprint: () => keep(`${root.offsetWidth}px`), afterprint: () => keep("") }, { signal });
}
