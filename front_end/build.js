// Joins the modules in src/ into the one file that the package carries: `npm run build`.  Notebooks load it, and pages
// that `lab.save("race.html")` writes hold it.  `node build.js --check` fails if the committed file differs.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ENTRY = fileURLToPath(new URL("src/index.js", import.meta.url));
const SHORT_NAMES = fileURLToPath(new URL("short_names.js", import.meta.url));
const BUILT = new URL("../sgdlab/labs/stage/static/lab.js", import.meta.url);
const NOTE = "// Built from front_end/src by `make front-end`.";

/** Style sheets become texts, minified. @type {import("esbuild").Plugin} */
const styles = {
	name: "styles",
	setup({ onLoad }) {
		onLoad({ filter: /\.css$/ }, async ({ path }) => {
			const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, write: false });
			return { contents: outputFiles[0].text.trim(), loader: "text" };
		});
	},
};

const { outputFiles } = await build({
	entryPoints: [ENTRY],
	bundle: true,
	minify: true,
	format: "esm",
	target: "es2022",
	charset: "ascii", // else a browser keeps the text in twice the bytes, once for each view
	inject: [SHORT_NAMES],
	plugins: [styles],
	write: false,
});
const text = `${NOTE}\n${once(outputFiles[0].text)}`;

/**
 * The module as one that runs once in a page: for every lab, and for each run of its cell, a notebook loads the text
 * anew, and a browser would keep all that each of them has compiled.  The same text is known by its hash.
 * @param {string} module
 */
function once(module) {
	const [body, exports] = module.trim().split(/export\{(.*)\};$/);
	const names = exports.replaceAll(/ as \w+/g, "");
	const key = `sgdlab ${createHash("sha256").update(module).digest("hex").slice(0, 6)}`;
	return `var[${names}]=globalThis["${key}"]??=(()=>{${body}return[${names}]})();export{${exports}};\n`;
}

if (!process.argv.includes("--check")) await writeFile(BUILT, text);
else if (text !== (await readFile(BUILT, "utf8").catch(() => ""))) {
	console.error("labs/stage/static/lab.js is not what front_end/src gives: run `make front-end` and commit it");
	process.exitCode = 1;
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`lab.js: ${kB(text.length)}, ${kB(gzipSync(text, { level: 9 }).length)} gzipped`);
