"""A browser by the W3C WebDriver protocol: the few calls that the tests need, with Python's own library."""
import base64
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request


class Browser:
    def __init__(self, width=1280, height=900):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        self.session = None
        deadline = time.monotonic() + 30
        while self.session is None:
            try:
                arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
                             f"--window-size={width},{height}"]
                answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
                    "browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"}, "goog:chromeOptions": {"args": arguments}}}})
                self.session = answer["sessionId"]
            except (ConnectionError, urllib.error.URLError) as error:
                if isinstance(error, urllib.error.HTTPError) or time.monotonic() > deadline:
                    self.driver.kill()
                    raise
                time.sleep(0.1)

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait()

    def call(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def here(self, method, path, body=None):
        return self.call(method, f"/session/{self.session}{path}", body)

    def open(self, url):
        self.here("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        return self.here("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        return self.here("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def find(self, selector):
        return next(iter(self.here("POST", "/element", {"using": "css selector", "value": selector}).values()))

    def click(self, selector):
        self.here("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector, text):
        self.here("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def keys(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.here("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def wait(self, script, what, seconds=60):
        deadline = time.monotonic() + seconds
        while True:
            value = self.run("return " + script)
            if value:
                return value
            assert time.monotonic() < deadline, f"waited in vain for: {what}"
            time.sleep(0.05)

    def console(self):
        return [entry for entry in self.here("POST", "/se/log", {"type": "browser"})]

    def devtools(self, command, parameters):
        return self.here("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.here("GET", "/screenshot")))
