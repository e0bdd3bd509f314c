// Requests to the kernel.

const PATIENCE = 8; // seconds

/** One request at a time; of those that come meanwhile the newest is sent. */
export function newestWins(send, complain) {
	let number = 0, underWay = null, waiting = null, timer = 0;
	function done() {
		clearTimeout(timer);
		underWay = null;
	}
	function fail(sentence) {
		done();
		waiting = null;
		complain(`${sentence} The picture shows its last answer.`);
	}
	function go() {
		if (waiting === null) return;
		const start = waiting;
		[underWay, waiting] = [++number, null];
		timer = setTimeout(fail, 1000 * PATIENCE, `The kernel has not answered for ${PATIENCE} seconds.`);
		try {
			send(start, number);
		} catch (error) {
			fail(`The kernel cannot be reached (${error.message}).`);
		}
	}
	return {
		ask(start) { waiting = start; if (underWay === null) go(); },
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
