// A module may import those of its own room and of lower ones; docs/design.md says what each room is for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = new URL("../src/", import.meta.url);
const ROOMS = [
	"types.js", // the lowest one
	"basics",
	"training",
	"frames",
	"labs",
	"page",
	"plot",
	"panels",
	"style",
	"lab",
	"live",
	"notebook",
	"saved_page",
	"index.js",
];
const IMPORT = /(?:\bfrom|\bimport)[ (]*"(\.[^"]+)"/g; // also of types, in comments
const COMMENT = /\/\*\*.*?\*\//gs;

/** @param {string} file @param {string} text @returns {string[]} the files of src that it imports */
function importsIn(file, text) {
	const found = [...text.matchAll(IMPORT)].map(([, path]) => new URL(path, new URL(file, SOURCE)).href);
	return found.filter((url) => url.startsWith(SOURCE.href)).map((url) => url.slice(SOURCE.href.length));
}

const names = readdirSync(fileURLToPath(SOURCE), { recursive: true, encoding: "utf8" });
const files = names.map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".js"));
const sources = files.map((file) => ({ file, text: readFileSync(new URL(file, SOURCE), "utf8") }));

/** @param {string} file */
const floorOf = (file) => ROOMS.indexOf(file.split("/")[0]);

test("every module lies in a room", () => {
	assert.deepEqual(
		files.filter((file) => floorOf(file) < 0),
		[],
	);
});

test("no room imports one above it", () => {
	const all = sources.flatMap(({ file, text }) => importsIn(file, text).map((other) => ({ file, other })));
	assert.ok(all.length > files.length);
	const up = all.filter(({ file, other }) => floorOf(other) < 0 || floorOf(other) > floorOf(file));
	assert.deepEqual(
		up.map(({ file, other }) => `${file} imports ${other}`),
		[],
	);
});

test("no module imports itself through others", () => {
	const code = sources.map(({ file, text }) => [file, importsIn(file, text.replace(COMMENT, ""))]);
	/** @type {Map<string, string[]>} */
	const left = new Map(/** @type {[string, string[]][]} */ (code));
	let before = Infinity;
	while (left.size < before) {
		before = left.size;
		for (const [file, others] of [...left]) if (!others.some((other) => left.has(other))) left.delete(file);
	}
	assert.deepEqual([...left.keys()], [], "these are in a circle, or import one that is");
});
