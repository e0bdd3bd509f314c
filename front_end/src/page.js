// Small parts of a page.  Text enters it as text, never as markup.

const SVG = "http://www.w3.org/2000/svg"; // a name, never fetched

/** Attributes; functions are listeners. */
export function set(node, attributes) {
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === "function") node.addEventListener(name, value);
		else node.setAttribute(name, value);
	}
	return node;
}

export function make(tag, { text, ...attributes } = {}, ...children) {
	const node = set(document.createElement(tag), attributes);
	if (text !== undefined) node.textContent = text;
	node.append(...children);
	return node;
}

export function drawing(width, height, ...paths) {
	const node = (tag, attributes) => set(document.createElementNS(SVG, tag), attributes);
	const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
	svg.append(...paths.map((attributes) => node("path", attributes)));
	return svg;
}

export function write(node, text) {
	if (node.textContent !== String(text)) node.textContent = text;
}

export const unique = () => `sgdlab-${Math.random().toString(36).slice(2)}`;
export const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);
