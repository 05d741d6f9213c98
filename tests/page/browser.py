"""Drives a headless Chromium by its DevTools protocol, over pipes: JSON, ended by NULs.

Sources: chromium --remote-debugging-pipe; Chrome DevTools Protocol, version 1.3.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Browser:
    """A browser with one page, and a record of all that the page did."""

    def __init__(self, program, deadline_seconds=120):
        self.deadline = time.monotonic() + deadline_seconds
        self.profile = tempfile.mkdtemp(prefix="s3rare-page-")
        self.commands, self.answers, self.process = self._start(program)
        self.unread = b""
        self.last_id = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def _start(self, program):
        # The browser reads commands from descriptor 3 and answers on 4; the shell sets them up.
        command_end, commands = os.pipe()
        answers, answer_end = os.pipe()
        options = [
            "--headless=new",
            "--remote-debugging-pipe",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            f"--user-data-dir={self.profile}",
        ]
        shell = [
            "bash",
            "-c",
            f'exec "$@" 3<&{command_end} 4>&{answer_end}',
            "bash",
            program,
            *options,
        ]
        process = subprocess.Popen(
            shell,
            pass_fds=(command_end, answer_end),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(command_end)
        os.close(answer_end)
        return commands, answers, process

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (EOFError, OSError, TimeoutError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _receive(self):
        while b"\0" not in self.unread:
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([self.answers], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            received = os.read(self.answers, 1 << 20)
            if not received:
                raise EOFError("the browser went away")
            self.unread += received
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.last_id += 1
        message = {"id": self.last_id, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.commands, rest) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self.last_id:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path):
        """Loads a file, and clears the recorded events."""
        self.events = []
        url = "file://" + os.path.abspath(path)
        self.call("Page.navigate", url=url)
        self._wait_for(
            lambda event: event.get("method") == "Page.frameNavigated"
            and event["params"]["frame"]["url"] == url,
            lambda event: event.get("method") == "Page.loadEventFired",
        )

    def _wait_for(self, *wanted):
        """Waits until these events have occurred, in this order."""
        events = iter(self.events[:])
        for is_wanted in wanted:
            while not is_wanted(event := next(events, None) or self._receive_event()):
                pass

    def _receive_event(self):
        self.events.append(self._receive())
        return self.events[-1]

    def run(self, script):
        """@returns the value of an expression, or of the promise that it returns"""
        answer = self.call(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def complaints(self):
        """Events that no page of ours causes: requests, dialogs, messages to the console, errors, windows."""
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        bad = {
            "Page.javascriptDialogOpening",
            "Runtime.exceptionThrown",
            "Runtime.consoleAPICalled",
            "Log.entryAdded",
            "Page.windowOpen",
            "Page.frameAttached",
            "Page.downloadWillBegin",
        }
        requests = [
            one["params"]["request"]["url"]
            for one in self.events
            if one.get("method") == "Network.requestWillBeSent"
        ]
        return [
            json.dumps(one)[:1000] for one in self.events if one.get("method") in bad
        ] + requests[1:]

    def screen(self, width, height, dark=False):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )

    def picture(self, path, whole=False):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)[
            "data"
        ]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def print_to(self, path):
        data = self.call("Page.printToPDF", printBackground=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
