// Requests to the kernel.

/** @import { Request } from "../types.js" */

const PATIENCE = 8; // seconds

/** One request at a time; of those about the same key that come in the meantime, only the newest is sent. */
export class Requests {
	#number = 0;
	#underWay = 0; // the request that is; 0 for none
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	#timer;
	/** @type {Map<string, Request>} by key */
	#waiting = new Map();
	#send;
	#complain;

	/** @param {(message: Request & { request: number }) => void} send @param {(sentence: string) => void} complain */
	constructor(send, complain) {
		this.#send = send;
		this.#complain = complain;
	}

	/** @param {Request} message */
	ask(message) {
		this.#waiting.set(message.key, message);
		if (!this.busy) this.#next();
	}

	/** A frame came that has seen this request. @param {number} [request] */
	answered(request = 0) {
		this.#number = Math.max(this.#number, request); // a reloaded page goes on counting
		this.stop();
		this.#next();
	}

	/** Whether a frame is older than the request under way. @param {number} [request] */
	stale(request = 0) {
		return request < this.#underWay;
	}

	get busy() {
		return this.#underWay > 0;
	}

	stop() {
		clearTimeout(this.#timer);
		this.#underWay = 0;
	}

	#next() {
		const [next] = this.#waiting;
		if (!next) return;
		this.#waiting.delete(next[0]);
		this.#underWay = ++this.#number;
		const late = `The kernel has not answered for ${PATIENCE} seconds.`;
		this.#timer = setTimeout(() => this.#fail(late), 1000 * PATIENCE);
		try {
			this.#send({ ...next[1], request: this.#number });
		} catch (error) {
			this.#fail(`The kernel cannot be reached (${/** @type {Error} */ (error).message}).`);
		}
	}

	/** @param {string} sentence */
	#fail(sentence) {
		this.stop();
		this.#complain(`${sentence} The picture shows its last answer.`);
	}
}
