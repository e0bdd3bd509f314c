// Changes of the page that wait until all canvases are drawn: one that writes after a change waits for a new layout.

export class Late {
	/** @type {(() => void)[] | null} */
	#waiting = null;

	/** Change the page, once what draws now is done. @param {() => void} change */
	do(change) {
		if (this.#waiting) this.#waiting.push(change);
		else change();
	}

	/** @param {() => void} draw */
	after(draw) {
		/** @type {(() => void)[]} */
		const waiting = [];
		this.#waiting = waiting;
		try {
			draw();
		} finally {
			this.#waiting = null;
		}
		for (const change of waiting) change();
	}
}
