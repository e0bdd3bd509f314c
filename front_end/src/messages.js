// A message becomes a state.

/** A message as it came (nested; arrays as {shape, f32}) becomes a state to show. */
export function decode(message) {
	if (Array.isArray(message)) return message.map(decode);
	if (message === null || typeof message !== "object") return message;
	if ("f32" in message) return floats(message);
	return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, decode(value)]));
}

function floats({ shape, f32 }) {
	// a DataView from a comm, or base64 text from a stored page
	const bytes = typeof f32 === "string" ? Uint8Array.from(atob(f32), (c) => c.charCodeAt(0)) : f32;
	const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength); // a copy is aligned
	return Object.assign(new Float32Array(copy), { shape });
}
