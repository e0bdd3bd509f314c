"""A slow link to a local server: by default 100 ms each way and 5 Mbit/s [slow_link]."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

DELAY = 0.1  # seconds each way
RATE = 5e6 / 8  # bytes a second each way


@contextmanager
def slow_link(port: int, delay: float = DELAY, rate: float = RATE) -> Iterator[int]:
    """Listen on a free port and pass everything on to `port`, but late and slowly; yield the new port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    link = _Link(port, delay, rate)
    listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(link.serve, "127.0.0.1", 0), loop)
    server = listening.result(10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class _Link:
    """Both directions, each with one rate for all of its connections."""

    def __init__(self, port: int, delay: float, rate: float) -> None:
        self.port, self.delay, self.rate = port, delay, rate
        self.free = {"up": 0.0, "down": 0.0}  # when the line has sent all that it was given

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        with suppress(asyncio.CancelledError):  # the link is taken down
            await asyncio.gather(self._carry(reader, back, "up"), self._carry(there, writer, "down"))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[tuple[float, bytes]]()

        async def deliver() -> None:
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                if not data:
                    break
                target.write(data)
                await target.drain()
            target.close()

        delivery = asyncio.ensure_future(deliver())
        try:
            while True:
                data = await source.read(16_384)
                self.free[way] = max(loop.time(), self.free[way]) + len(data) / self.rate
                await queue.put((self.free[way] + self.delay, data))
                if not data:
                    break
            await delivery
        except ConnectionError:
            target.close()  # the browser has left the page
        finally:
            delivery.cancel()
