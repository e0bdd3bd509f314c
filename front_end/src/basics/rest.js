// What can wait until nothing has moved for a while.

/**
 * Returns a function that does something once it has not been called for some milliseconds, with its last arguments.
 * @template {unknown[]} Given
 * @param {(...given: Given) => void} act @param {number} [pause] @returns {(...given: Given) => void}
 */
export function atRest(act, pause = 300) {
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	return (...given) => {
		clearTimeout(timer);
		timer = setTimeout(() => act(...given), pause);
	};
}
