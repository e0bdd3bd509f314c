// Checks all claims of the notebooks under Pyodide, the Python of a browser, in Node:
//
//     node tools/pyodide.mjs PYODIDE WHEELS
//
// PYODIDE: the folder of the npm package, which fetches what it lacks (NumPy, Matplotlib, IPython) from its own servers.
// WHEELS: a folder with the wheels that Pyodide has not, as tools/lite.py fills it, sgdlab's among them.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [home, wheels] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: home });
await pyodide.loadPackage(["numpy", "matplotlib", "ipython", "typing-extensions"]);
for (const name of readdirSync(wheels)) pyodide.unpackArchive(new Uint8Array(readFileSync(join(wheels, name))), "wheel");
process.exitCode = pyodide.runPython(`
import platform, sys, numpy
print(f"Pyodide, Python {platform.python_version()}, NumPy {numpy.__version__}, indices of {numpy.intp(0).nbytes} bytes")
from sgdlab.command.main import main
main(["claims"])
`);
