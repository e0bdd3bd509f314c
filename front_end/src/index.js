// What the package carries as one file: `render` for a widget; in a saved page it builds the lab by itself.

import { decode } from "./frames/messages.js";
import { unpackRay } from "./frames/ray.js";
import { mount } from "./lab/mount.js";
import { render } from "./notebook/render.js";
import { open, parsed } from "./saved_page/open.js";

const saved = globalThis.document?.querySelector("script#sgdlab-saved");
if (saved) open(parsed(saved.textContent));

export { decode, mount, unpackRay };
export default { render };
