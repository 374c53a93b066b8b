"""A mail server for one scenario: takes every letter on a loopback port and keeps it. `refuse` makes it
answer RCPT with a code (451: later, 550: never); `hold` makes it say nothing after a letter, for good."""
import email
import email.policy
import re
import socketserver
import threading
import time


class _Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def take_letter(self, recipient):
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line[1:] if line.startswith(b"..") else line)
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        with self.server.changed:
            self.server.letters.append((recipient, letter))
            self.server.changed.notify_all()
        while self.server.hold:
            time.sleep(0.05)

    def handle(self):
        recipient = None
        self.say("220 sink")
        for line in self.rfile:
            word = line.decode().split()[0].upper() if line.strip() else ""
            if word == "RCPT":
                self.server.asked += 1
                if self.server.refuse:
                    self.say(f"{self.server.refuse} not now")
                    continue
                recipient = re.search(rb"<([^>]*)>", line).group(1).decode()
            if word == "DATA":
                self.say("354 go on")
                self.take_letter(recipient)
            if word == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")


class MailSink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters, self.asked, self.refuse, self.hold = [], 0, None, False
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def settings(self):
        return {"SIMPUL_SMTP_URL": f"smtp://127.0.0.1:{self.server_address[1]}",
                "SIMPUL_MAIL_FROM": "Simpul Uji <simpul@simpul.test>"}

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.hold = False
        self.shutdown()
        self.server_close()

    def await_letter(self, number=1, seconds=20):
        """The n-th letter as (recipient, text, link)."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while len(self.letters) < number:
                assert self.changed.wait(deadline - time.monotonic()), f"no letter {number} in {seconds} s"
            recipient, letter = self.letters[number - 1]
        text = letter.get_content()
        return recipient, letter, re.search(r"https?://\S+", text).group(0)
