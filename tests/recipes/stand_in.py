"""A server on loopback in place of Splunk and Elastic: stand_in.py FOLDER

Writes its address to FOLDER/address, and the JSON that each service gets to a file of its name. While FOLDER/refuse
exists, it refuses a document of a bulk request; while FOLDER/down exists, every request.
"""

import http.server
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])


def keep(name, lines):
    with open(folder / name, "a", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def is_from(self, authorization):
        if (folder / "down").exists():
            self.answer(503, {"error": "down"})
            return False
        if self.headers.get("Authorization") != authorization:
            self.answer(401, {"error": "unauthorized"})
            return False
        return True

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/services/collector/event" and self.is_from("Splunk secret"):
            keep("splunk", lines_of(text))
            self.answer(200, {"text": "Success", "code": 0})
        elif self.path == "/_bulk" and self.is_from("ApiKey secret"):
            if self.headers["Content-Type"] != "application/x-ndjson" or not text.endswith("\n"):
                return self.answer(400, {"error": "The bulk request must be terminated by a newline"})
            if (folder / "refuse").exists():
                error = {"type": "mapper_parsing_exception", "reason": "failed to parse"}
                return self.answer(200, {"errors": True, "items": [{"index": {"status": 400, "error": error}}]})
            keep("elastic", lines_of(text))
            self.answer(200, {"errors": False, "items": []})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
(folder / "address.new").write_text(f"http://127.0.0.1:{server.server_address[1]}")
(folder / "address.new").rename(folder / "address")
server.serve_forever()
