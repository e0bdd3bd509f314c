// Words of a line as a shell reads them: in quotation marks where they need them.

/** A word for a shell: in quotation marks where it needs them. @param {string} text */
export const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`);

/** The name in a piece such as "seed=3", and its value: what follows the first "=", if there is one. @param {string} piece */
export const assigned = (piece) => piece.split(/=(.*)/s, 2);

/** The pieces of a text, without their quotation marks. @param {string} text */
export function piecesOf(text) {
	if (!/^([^'"]|'[^']*'|"[^"]*")*$/.test(text)) throw new Error(`a quotation mark is missing in '${text}'`);
	const pieces = text.match(/('[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
	return pieces.map((piece) => piece.replace(/'([^']*)'|"([^"]*)"/g, (_, one = "", two = "") => one + two));
}
