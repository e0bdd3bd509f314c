// The address of a saved page: its end says where a slider stands.

/** The end of the address for a slider at its place, such as "#momentum=12". @param {{ name: string, place: number }} slider */
export const addressOf = ({ name, place }) => `#${encodeURIComponent(name)}=${place}`;

/** The slider and its place in the end of an address. @param {string} hash @returns {[string, number]} */
export function placeIn(hash) {
	const [name, place] = hash.slice(1).split("=");
	return /^\d+$/.test(place) ? [decodeURIComponent(name), Number(place)] : ["", 0];
}
