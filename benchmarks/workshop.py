"""How many learners a machine holds: N kernels on one JupyterLab server, each with a lab whose slider moves.

    python benchmarks/workshop.py [--learners 1 5 10 20 30] [--seconds 30] [--labs race slicer] [--memory 24]

Each learner has a kernel of their own and moves a slider at a human pace: a drag of one second, ten moves a second,
then a look at the picture for two to four seconds.  The race is drawn by the page, as today: the learner says so, as a
page does ("alive"), and a move is answered when the kernel has told the settings that it has understood.  The slicer
needs the kernel for each picture: a move is answered when its frame has come back through the server.  Memory is what
only this kernel uses (its unique set size); the server's is listed separately.  The last two columns say what share of
the processors was used, by whatever runs on them, and how many learners the memory would hold.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import psutil
import requests
import websocket

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.server import JUPYTER, Server, serve  # noqa: E402

LABS = {  # the cell, the name of the slider, and the positions of a drag on its logarithmic scale
    "race": ("import sgdlab as sl\nlab = sl.RaceLab()", "learning rate", (-1.5, -1.05)),
    "slicer": ("import sgdlab as sl\nlab = sl.SlicerLab()", "scale layer 1 by", (-0.5, 0.4)),
}
MOVES, PAUSE = 10, 0.1  # a drag
LOOKS = (2.0, 4.0)  # seconds of looking after it
PATIENCE = 60


class Learner(threading.Thread):
    """A kernel with a lab, and a learner who moves one of its sliders; `latencies` in milliseconds."""

    def __init__(self, server: Server, lab: str, seed: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self.cell, self.label, self.drag = LABS[lab]
        self.random, self.seconds, self.latencies = random.Random(seed), seconds, list[float]()
        headers = {"Authorization": f"token {server.token}"}
        answer = requests.post(
            f"{server.address}/api/kernels", json={"name": "python3"}, headers=headers, timeout=PATIENCE
        )
        answer.raise_for_status()
        self.kernel = answer.json()["id"]
        address = (
            f"ws{server.address.removeprefix('http')}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}"
        )
        self.socket = websocket.create_connection(address, header=headers, timeout=PATIENCE)
        self.process: psutil.Process | None = None
        self.slider = self.view = ""
        self.answer = "frame"

    def open_lab(self) -> None:
        """Run the cell, note the addresses of the slider and of the view, and do what a page does when it can draw."""
        asked = self._send("execute_request", {"code": f"{self.cell}\nimport os; print(os.getpid())", "silent": False})
        replied = False
        while not (replied and self.process):  # the two come on different channels
            message = self._receive()
            kind, content = message["header"]["msg_type"], message["content"]
            state = content.get("data", {}).get("state", {}) if kind in ("comm_open", "comm_msg") else {}
            if state.get("description") == self.label and "LogSlider" in state.get("_model_name", ""):
                self.slider = content["comm_id"]
            if "frame" in state and "spec" in state:
                self.view = content["comm_id"]
            if state.get("live"):  # the page can draw
                self.answer = "state"
            if kind == "stream":
                self.process = psutil.Process(int(content["text"]))
            if kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            replied |= kind == "execute_reply" and message["parent_header"].get("msg_id") == asked
        if self.answer == "state":
            self._say({"kind": "alive"})

    def run(self) -> None:
        """Drag and look, until the time is over."""
        end = time.perf_counter() + self.seconds
        low, high = self.drag
        time.sleep(self.random.uniform(0, LOOKS[1]))  # no class moves in step
        while time.perf_counter() < end:
            for k in range(MOVES):
                began = time.perf_counter()
                self._move(10 ** (low + (high - low) * k / (MOVES - 1) + self.random.choice([0, 0.5])))
                self.latencies.append(1e3 * (time.perf_counter() - began))
                time.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
            if self.answer == "frame":  # what the kernel has drawn at rest, a page shows along the slider
                self._say({"kind": "rest", "has": {}})
            time.sleep(self.random.uniform(*LOOKS))

    def _move(self, value: float) -> None:
        """Send a place of the slider, and wait for what answers it: the settings, if the page draws, else the frame."""
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        asked = self._send("comm_msg", {"comm_id": self.slider, "data": data})
        answered = idle = False
        while not (answered and idle):
            message = self._receive()
            content, kind = message["content"], message["header"]["msg_type"]
            mine = message["parent_header"].get("msg_id") == asked
            state = content.get("data", {}).get("state", {}) if kind == "comm_msg" else {}
            answered |= content.get("comm_id") == self.view and self.answer in state
            idle |= mine and kind == "status" and content["execution_state"] == "idle"
            if idle and not answered:
                return  # the place it was at already: nothing new to draw

    def _say(self, content: dict[str, Any]) -> None:
        """Send what the page says to the lab."""
        self._send("comm_msg", {"comm_id": self.view, "data": {"method": "custom", "content": content}})

    def _send(self, kind: str, content: dict[str, Any]) -> str:
        header = {"msg_id": uuid.uuid4().hex, "username": "", "session": "", "msg_type": kind, "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.send(json.dumps(message))
        return header["msg_id"]

    def _receive(self) -> Any:
        """One message; of one with buffers (a frame) only its words are unpacked."""
        raw = self.socket.recv()
        if isinstance(raw, str):
            return json.loads(raw)
        first = int.from_bytes(raw[4:8], "big")
        second = int.from_bytes(raw[8:12], "big")
        return json.loads(raw[first:second])


def measure(lab: str, count: int, seconds: float) -> tuple[float, float, float, float, float]:
    """Return megabytes a learner and of the server, median and 95th percentile of the latency, share of processors."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), "jupyterlab", *JUPYTER) as server:
        learners = [Learner(server, lab, seed, seconds) for seed in range(count)]
        for one in learners:
            one.open_lab()
        psutil.cpu_percent()  # from now on
        for one in learners:
            one.start()
        for one in learners:
            one.join()
        busy = psutil.cpu_percent()
        kernels = [one.process.memory_full_info().uss / 1e6 for one in learners if one.process is not None]
        times = sorted(latency for one in learners for latency in one.latencies)
        parent = learners[0].process.parent() if learners[0].process else None
        host = parent.memory_full_info().uss / 1e6 if parent else float("nan")
    return statistics.fmean(kernels), host, statistics.median(times), times[int(0.95 * len(times))], busy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 5, 10, 20, 30])
    parser.add_argument("--labs", nargs="+", choices=LABS, default=list(LABS))
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--memory", type=float, default=24, help="of the machine, in GB")
    options = parser.parse_args()
    print(
        f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB, load {psutil.getloadavg()[0]:.1f}"
    )
    print(f"lab      learners   MB each   MB server   median ms   95 % ms   processors   fit in {options.memory:g} GB")
    for lab in options.labs:
        for count in options.learners:
            each, host, middle, slow, busy = measure(lab, count, options.seconds)
            fit = (1000 * options.memory - host) / each
            memory = f"{each:7.0f}   {host:9.0f}"
            times = f"{middle:9.1f}   {slow:7.1f}"
            print(f"{lab:8} {count:8}   {memory}   {times}   {busy:8.0f} %   {fit:6.0f}", flush=True)


if __name__ == "__main__":
    main()
