// Joins the modules in src/ into the two files that the package carries: `npm run build`.
//
//     lab.js     what draws every lab in a notebook
//     saved.js   the same with native sliders, for a page that `lab.save("race.html")` writes
//
// `node build.js --check` builds in memory and fails if a committed file differs.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = fileURLToPath(new URL("src/", import.meta.url));
const STATIC = new URL("../sgdlab/labs/stage/static/", import.meta.url);
const NOTE = "// Built from front_end/src by `make front-end`: change the source, not this file.";
const ENTRIES = { "lab.js": "render.js", "saved.js": "saved.js" };

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

/** @param {string} entry */
async function built(entry) {
	const { outputFiles } = await build({
		entryPoints: [SOURCE + entry],
		bundle: true,
		minify: true,
		format: "esm",
		target: "es2022",
		charset: "utf8",
		banner: { js: NOTE },
		plugins: [styles],
		write: false,
	});
	return outputFiles[0].text;
}

/** @param {string} name @param {string} text */
async function compare(name, text) {
	const committed = await readFile(new URL(name, STATIC), "utf8").catch(() => "");
	if (text === committed) return;
	console.error(`labs/stage/static/${name} is not what front_end/src gives: run \`make front-end\` and commit it`);
	process.exitCode = 1;
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const [name, entry] of Object.entries(ENTRIES)) {
	const text = await built(entry);
	if (process.argv.includes("--check")) await compare(name, text);
	else await writeFile(new URL(name, STATIC), text);
	const bytes = Buffer.from(text);
	console.log(`${name}: ${kB(bytes.length)}, ${kB(gzipSync(bytes, { level: 9 }).length)} gzipped`);
}
