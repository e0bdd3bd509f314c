// The focus stays where the reader put it, also when what has it is built anew.

/** What a reader calls a button or a field. @param {Element} node */
function nameOf(node) {
	const { labels } = /** @type {HTMLInputElement} */ (node);
	return [node.localName, node.getAttribute("aria-label") ?? (labels?.[0]?.firstChild ?? node).textContent].join();
}

/**
 * Call it before the parts of an element are built anew.  Returns a function to call afterwards: if the focus was on a part
 * that is gone, it goes to the one of the same name, or else to another element.
 * @param {HTMLElement} root @returns {(otherwise?: Element | null) => void}
 */
export function keepFocus(root) {
	const home = /** @type {Document | ShadowRoot} */ (root.getRootNode());
	const had = home.activeElement;
	if (!had || !root.contains(had)) return () => {};
	const name = nameOf(had);
	return (otherwise) => {
		if (had.isConnected) return;
		const again = [...root.querySelectorAll(had.localName)].find((one) => nameOf(one) === name);
		/** @type {HTMLElement | null | undefined} */ (again ?? otherwise)?.focus({ preventScroll: true });
	};
}
