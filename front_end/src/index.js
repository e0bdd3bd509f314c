// What the package carries as one file: `render` for a widget; in a saved page it builds the lab by itself.

import { decode } from "./messages.js";
import { mount } from "./mount.js";
import { unpackRay } from "./ray.js";
import { render } from "./render.js";
import { open, parsed } from "./saved.js";

const saved = globalThis.document?.querySelector("script#sgdlab-saved");
if (saved) open(parsed(saved.textContent ?? ""));

export { decode, mount, unpackRay };
export default { render };
