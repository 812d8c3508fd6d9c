#!/usr/bin/env python3
"""How long language servers take to answer an edit, on generated news text of 1,000, 10,000 and 100,000 words.

    python docs/latency.py typos-lsp
    python docs/latency.py target/release/whosaid lsp

One fresh server a size. Printed for each: words, milliseconds from start to the answer to `initialize`, from opening to
diagnostics, the median from a key pressed in the middle to diagnostics, from the last of 20 keys written at once to
the last diagnostics and how many times they came, and megabytes of resident memory at the end. Linux, standard
library only.
"""
import json
import pathlib
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

SENTENCES = [
    "“The pier will open again before the summer,” said Mara Lindqvist, the mayor of Velm.",
    "She told reporters that nobody had asked the fishermen what the closure would cost them.",
    "According to the harbour office, 40 percent of the boats were gone by March.",
    "The ferry has crossed the sound since 1987, in every weather but ice.",
    "Some studies suggest that the bay is warmer than it was.",
    "“We wait for one part,” Jonas Ek said, “and it comes by ship.”",
    "It rained all day, and the road to the lighthouse was closed.",
    "Critics say that the new quay cost 12 million crowns more than was planned.",
    "The council voted nine to four for the plan last week.",
    "Ann Lee, who teaches at the school on the hill, called the plan a gift to the big boats.",
    "He added that the town could not wait for another winter.",
    "The school closed in 2019 and was sold two years later to a builder from the capital.",
    "Unemployment rose from 6.1 to 7.4 percent, the statistics office reported on Thursday.",
]


def article(words):
    """Markdown of about so many words; no two paragraphs are alike."""
    out, count, number = [], 0, 0
    while count < words:
        if number % 12 == 0:
            out.append(f"## Section {number} of the running report")
        chosen = [SENTENCES[(number * 7 + i * 5 + number // 13) % len(SENTENCES)] for i in range(1 + number % 4)]
        out.append(" ".join(chosen) + f" That was note {number}.")
        count += len(out[-1].split())
        number += 1
    return "\n\n".join(out) + "\n"


class Server:
    def __init__(self, command):
        self.begun = time.perf_counter()
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.last, self.answers, self.published = 0, queue.Queue(), queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        out = self.process.stdout
        while length := re.match(rb"(?i)content-length: *(\d+)", out.readline()):
            while out.readline().strip():
                pass
            body, now = out.read(int(length[1])), time.perf_counter()
            message = json.loads(body)
            if message.get("method") == "textDocument/publishDiagnostics":
                self.published.put((now, message["params"].get("version")))
            elif "method" in message and "id" in message:
                items = message.get("params", {}).get("items") if message["method"] == "workspace/configuration" else None
                self.send({"id": message["id"], "result": [None] * len(items) if items else None})
            elif "id" in message:
                self.answers.put(now)

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        return self.answers.get(timeout=60)

    def notify(self, method, params):
        """When it was sent: before, for the answer may be there when this goes on."""
        now = time.perf_counter()
        self.send({"method": method, "params": params})
        return now

    def until(self, version):
        """When the diagnostics of a version came, and how many came until then."""
        count = 0
        while True:
            came, got = self.published.get(timeout=120)
            count += 1
            if got is None or got >= version:
                return came, count


def measure(command, words, edits=25, burst=20):
    with tempfile.TemporaryDirectory() as folder:
        path, text = pathlib.Path(folder, "article.md"), article(words)
        path.write_text(text, encoding="utf-8")
        lines = text.split("\n")
        server = Server(command)
        can = {"textDocument": {"publishDiagnostics": {"versionSupport": True, "dataSupport": True}}}
        folders = [{"uri": path.parent.as_uri(), "name": "a"}]
        params = {"processId": None, "rootUri": path.parent.as_uri(), "workspaceFolders": folders, "capabilities": can}
        start = server.request("initialize", params) - server.begun
        server.notify("initialized", {})
        time.sleep(1)
        document = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        sent = server.notify("textDocument/didOpen", {"textDocument": document})
        opened = server.until(1)[0] - sent
        line = next(i for i in range(len(lines) // 2, len(lines)) if len(lines[i]) > 60)
        version = 1

        def press():
            nonlocal version
            version += 1
            at = {"line": line, "character": 30}
            change = {"range": {"start": at, "end": at}, "text": "abcdefgh "[version % 9]}
            document = {"uri": path.as_uri(), "version": version}
            return server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

        times = []
        for _ in range(edits):
            sent = press()
            times.append(server.until(version)[0] - sent)
            time.sleep(0.02)
        sent = max(press() for _ in range(burst))
        ended, count = server.until(version)
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        server.process.kill()
        server.process.wait()
        return start, opened, statistics.median(times), ended - sent, count, memory


def main():
    print("words    start     open     edit    burst  times   MB")
    for words in (1_000, 10_000, 100_000):
        start, opened, edit, burst, count, memory = measure(sys.argv[1:], words)
        cells = "".join(f"{1000 * seconds:9.1f}" for seconds in (start, opened, edit, burst))
        print(f"{words:7}{cells}{count:6}{memory:7.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else __doc__)
