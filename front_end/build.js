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

const HERE = fileURLToPath(new URL(".", import.meta.url));
const STATIC = new URL("../sgdlab/labs/stage/static/", import.meta.url);
const NOTE = "// Built from front_end/src by `make front-end`: change the source, not this file.";

async function built(entry) {
	const options = { bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", write: false };
	const { outputFiles } = await build({ ...options, entryPoints: [`${HERE}src/${entry}`], banner: { js: NOTE } });
	return outputFiles[0].text;
}

const check = process.argv.includes("--check");
for (const [name, entry] of [
	["lab.js", "render.js"],
	["saved.js", "saved.js"],
]) {
	const text = await built(entry),
		file = new URL(name, STATIC);
	if (!check) await writeFile(file, text);
	else if (text !== (await readFile(file, "utf8").catch(() => ""))) {
		console.error(
			`sgdlab/labs/stage/static/${name} is not what front_end/src gives: run \`make front-end\` and commit it`,
		);
		process.exitCode = 1;
	}
	const bytes = Buffer.from(text);
	console.log(
		`${name}: ${(bytes.length / 1000).toFixed(1)} kB, ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB gzipped`,
	);
}
