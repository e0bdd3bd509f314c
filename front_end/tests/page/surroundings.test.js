import assert from "node:assert/strict";
import test from "node:test";
import { fixControls, outermost, watchTheme } from "../../src/page/surroundings.js";
import { press } from "../fakes.js";

/** @type {Record<string, number[]>} what a canvas makes of a color */
const PIXELS = {
	"#0000": [0, 0, 0, 0],
	"#fff8": [255, 255, 255, 136],
	"#111": [17, 17, 17, 255],
	white: Array(4).fill(255),
};

/** A page around a lab, with observers that a test tells of changes. */
class FakePage {
	/** @type {Record<string, string>} */
	dataset = {};
	/** @type {string | null} the attribute of Colab */
	theme = null;
	scheme = "normal"; // computed for what is around the lab
	paper = ""; // the color on which the home shows widgets, if it has one
	system = Object.assign(new EventTarget(), { matches: false });
	/** @type {Map<object, () => void>} what is observed, and who is told */
	observed = new Map();
	redrawn = 0;
	over = new AbortController();

	/** @param {Partial<Pick<FakePage, "dataset" | "theme" | "scheme" | "paper">> & { dark?: boolean }} home */
	constructor({ dark = false, ...home }) {
		Object.assign(this, home);
		this.system.matches = dark;
		this.body = { dataset: this.dataset };
		this.root = { dataset: /** @type {Record<string, string>} */ ({}), parentElement: {} };
		const documentElement = { getAttribute: (/** @type {string} */ name) => (name === "theme" ? this.theme : null) };
		const { body, system, root, observed } = this;
		class Observer {
			/** @param {() => void} told */
			constructor(told) {
				this.told = told;
			}

			/** @param {object} node */
			observe(node) {
				observed.set(node, this.told);
			}

			disconnect() {
				for (const [node, told] of observed) if (told === this.told) observed.delete(node);
			}
		}
		const pen = { fillStyle: "#000", fillRect() {}, getImageData: () => ({ data: PIXELS[pen.fillStyle] }) };
		const canvas = { getAttribute() {}, setAttribute() {}, append() {}, getContext: () => pen };
		Object.assign(globalThis, {
			document: { body, documentElement, createElement: () => canvas },
			matchMedia: (/** @type {string} */ query) => (query === "print" ? { matches: false } : system),
			MutationObserver: Observer,
			ResizeObserver: class extends Observer {},
			getComputedStyle: (/** @type {object} */ node) => ({
				colorScheme: node === root ? root.dataset.theme : node === root.parentElement ? this.scheme : "",
				getPropertyValue: (/** @type {string} */ name) => (name === "--jp-layout-color0" ? this.paper : ""),
			}),
		});
		this.html = documentElement;
		const lab = /** @type {HTMLElement} */ (/** @type {unknown} */ (root));
		watchTheme(lab, () => this.redrawn++, this.over.signal);
	}

	get shown() {
		return this.root.dataset.theme;
	}
}

const HOMES = /** @type {[string, ConstructorParameters<typeof FakePage>[0], string][]} */ ([
	["a page that says nothing, on a light system", {}, "light"],
	["a page that says nothing, on a dark system", { dark: true }, "dark"],
	["a saved page, on a light system", { scheme: "light dark" }, "light"],
	["a saved page, on a dark system", { scheme: "light dark", dark: true }, "dark"],
	["a dark page, on a light system", { scheme: "dark" }, "dark"],
	["a light page, on a dark system", { scheme: "light", dark: true }, "light"],
	["a dark JupyterLab", { paper: "#111", scheme: "light" }, "dark"],
	["a light JupyterLab", { paper: "white", scheme: "dark", dark: true }, "light"],
	["a dark page, whose paper lets it through", { paper: "#fff8", scheme: "dark" }, "dark"],
	["a dark Colab", { theme: "dark" }, "dark"],
	["a light Colab", { theme: "light", dark: true }, "light"],
	["a dark VS Code", { dataset: { vscodeThemeKind: "vscode-dark" } }, "dark"],
	["a dark VS Code with white paper", { paper: "white", dataset: { vscodeThemeKind: "vscode-dark" } }, "light"],
	["a dark Colab with white paper", { paper: "white", theme: "dark" }, "light"],
	["a VS Code of high contrast", { dataset: { vscodeThemeKind: "vscode-high-contrast" } }, "dark"],
	["a light VS Code", { dataset: { vscodeThemeKind: "vscode-light" }, dark: true }, "light"],
	[
		"a light VS Code of high contrast",
		{ dataset: { vscodeThemeKind: "vscode-high-contrast-light" }, dark: true },
		"light",
	],
]);

for (const [home, given, theme] of HOMES) {
	test(`in ${home}, a lab is ${theme}`, () => assert.equal(new FakePage(given).shown, theme));
}

test("a lab follows the page when that changes its theme, until it is told to stop", () => {
	const page = new FakePage({ scheme: "light" });
	assert.deepEqual(new Set(page.observed.keys()), new Set([page.html, page.body, page.root]));
	page.scheme = "dark";
	page.observed.get(page.body)?.();
	assert.deepEqual([page.shown, page.redrawn], ["dark", 2]);
	page.observed.get(page.html)?.(); // nothing new
	page.scheme = "normal";
	page.observed.get(page.root)?.(); // it is elsewhere now
	assert.deepEqual([page.shown, page.redrawn], ["light", 3]);
	page.system.matches = true;
	page.system.dispatchEvent(new Event("change"));
	assert.deepEqual([page.shown, page.redrawn], ["dark", 4]);
	page.over.abort();
	page.system.matches = false;
	page.system.dispatchEvent(new Event("change"));
	assert.deepEqual([page.shown, page.observed.size], ["dark", 0]);
});

test("the keys of the controls go to the page again once a lab is gone", () => {
	const box = Object.assign(new EventTarget(), { parentElement: null, querySelectorAll: () => [] });
	const page = new FakePage({});
	page.root.parentElement = { closest: () => box };
	Object.assign(globalThis, { window: new EventTarget() });
	fixControls(/** @type {HTMLElement} */ (/** @type {unknown} */ (page.root)), page.over.signal);
	page.observed.get(page.root)?.();
	const stopped = () => {
		const event = press("a");
		let gone = false;
		event.stopPropagation = () => {
			gone = true;
		};
		box.dispatchEvent(event);
		return gone;
	};
	assert.equal(stopped(), true);
	page.over.abort();
	assert.equal(stopped(), false);
});

test("of two labs in one box, each has only the boxes of its own", () => {
	/** @param {number} labs @param {object | null} around @returns {any} */
	const box = (labs, around) => ({
		parentElement: { closest: () => around },
		querySelectorAll: () => ({ length: labs }),
	});
	const both = box(2, null);
	const mine = box(1, both);
	assert.equal(outermost(box(1, box(1, mine))), mine);
	assert.equal(outermost(box(1, both)), null);
	const alone = box(1, null);
	assert.equal(outermost(box(1, box(1, alone))), alone);
});
