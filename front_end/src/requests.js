// Requests to the kernel.

const PATIENCE = 8; // seconds

/** One request at a time; of those about the same key that come in the meantime, only the newest is sent. */
export function newestWins(send, complain) {
	let number = 0,
		underWay = null,
		timer = 0;
	const waiting = new Map();
	function done() {
		clearTimeout(timer);
		underWay = null;
	}
	function fail(sentence) {
		done();
		waiting.clear();
		complain(`${sentence} The picture shows its last answer.`);
	}
	function go() {
		const [next] = waiting;
		if (!next) return;
		waiting.delete(next[0]);
		underWay = ++number;
		timer = setTimeout(fail, 1000 * PATIENCE, `The kernel has not answered for ${PATIENCE} seconds.`);
		try {
			send({ ...next[1], request: number });
		} catch (error) {
			fail(`The kernel cannot be reached (${error.message}).`);
		}
	}
	return {
		ask(message) {
			waiting.set(message.key, message);
			if (underWay === null) go();
		},
		answered(request = 0) {
			number = Math.max(number, request); // a reloaded page goes on counting
			if (underWay === null) return;
			done();
			go();
		},
		stale: (request = 0) => underWay !== null && request < underWay,
		busy: () => underWay !== null,
		stop: done,
	};
}
