// The address of a saved page: its end says where a slider stands, or all settings.

/** The end of the address for a slider at its place, such as "#momentum=12". @param {{ name: string, place: number }} slider */
export const addressOf = ({ name, place }) => `#${encodeURIComponent(name)}=${place}`;

/** The slider and its place in the end of an address. @param {string} hash @returns {[string, number]} */
export function placeIn(hash) {
	const [name, place] = hash.slice(1).split("=");
	return /^\d+$/.test(place) ? [settingsIn(`#${name}`), Number(place)] : ["", 0];
}

/** The end of the address for all settings as text. @param {string} state */
export const stateAddress = (state) => `#${encodeURI(state)}`;

/** The settings as text in the end of an address; empty if there are none. @param {string} hash */
export function settingsIn(hash) {
	try {
		return decodeURIComponent(hash.slice(1)); // others may have encoded more of it
	} catch {
		return ""; // not an address that this page has written
	}
}
