"""Stands in for Slack's webhook and for Jira: notes what it gets.

stand_in.py PORT REQUESTS: writes its port to the file PORT, and each request to REQUESTS as a line of JSON
"""

import base64
import http.server
import json
import os
import sys
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    issues = []

    def note(self, body=None):
        url = urllib.parse.urlsplit(self.path)
        user = self.headers.get("Authorization", "").removeprefix("Basic ")
        noted = {
            "path": url.path,
            "query": urllib.parse.parse_qs(url.query),
            "type": self.headers.get("Content-Type"),
            "user": base64.b64decode(user).decode(),
            "body": body,
        }
        with open(sys.argv[2], "a", encoding="utf-8") as file:
            file.write(json.dumps(noted) + "\n")
        return noted

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        label = self.note()["query"]["jql"][0].split()[2]
        self.answer({"issues": [one for one in self.issues if label in one["labels"]]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.note(body)
        if "fields" in body:
            self.issues.append(body["fields"])
        self.answer({"key": "SEC-1"})

    def log_message(self, *_):
        pass


def main(port, requests):
    open(requests, "a", encoding="utf-8").close()
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    with open(port + ".new", "w", encoding="utf-8") as file:
        file.write(f"{server.server_address[1]}\n")
    os.rename(port + ".new", port)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
