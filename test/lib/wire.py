"""A line between simpul and the simulator that can be spoilt: every request is named by its step of publishing, and a
rule decides whether it is passed on and what becomes of its answer. What happens on it happens to bytes, so it is what
a client sees of a bad network, of a proxy that fails, or of a server that lies about a length."""
import contextlib
import http.client
import re
import socket
import struct
import threading
import time

HANG_S = 30  # longer than any test waits for an answer
BIG = 100 * 1024 * 1024


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body
        self.step = step_of(method, path, body)


def step_of(method, path, body=b""):
    """create, poll, list, quota, publish, permalink, comment, comments or other."""
    bare, _, query = path.partition("?")
    edge = bare.rsplit("/", 1)[1]
    if method == "POST":
        if edge == "media_publish" or (b"is_published=true" in body):
            return "publish"
        return {"comments": "comment"}.get(edge, "create")
    if edge in ("media", "published_posts", "feed", "stories"):
        return "list"
    if edge == "content_publishing_limit":
        return "quota"
    if edge == "comments":
        return "comments"
    return "permalink" if re.search(r"fields=permalink(_url)?(&|$)", query) else "poll"


def answer(status, body, headers=(), length=None):
    if isinstance(body, str):
        body = body.encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"{head}Content-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


def error(code, subcode=0, status=400, headers=()):
    return answer(status, '{"error":{"message":"(#%d) made up","type":"OAuthException","code":%d,"error_subcode":%d,'
                          '"fbtrace_id":"A1"}}' % (code, code, subcode), headers)


# ---- what may become of an answer: functions of the connection and the real answer ----

def reset(connection, _):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def sends(data, then=None):
    """These bytes instead, then the connection is closed, or reset."""
    def do(connection, _):
        connection.sendall(data)
        (then or (lambda c, _: c.close()))(connection, _)
    return do


def half(connection, real):
    connection.sendall(real[:real.index(b"\r\n\r\n") + 4 + len(real.split(b"\r\n\r\n", 1)[1]) // 2])
    connection.close()


def headers_only(connection, real):
    connection.sendall(real[:real.index(b"\r\n\r\n") + 4])
    time.sleep(0.05)
    reset(connection, real)


def hang(connection, _):
    connection.settimeout(HANG_S)
    with contextlib.suppress(OSError):
        connection.recv(1)  # until the client gives up
    connection.close()


def drip(connection, real):
    with contextlib.suppress(OSError):
        for byte in real:
            connection.sendall(bytes([byte]))
            time.sleep(0.2)
    connection.close()


def huge(connection, _):
    with contextlib.suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{\"id\":\"" % BIG)
        for _ in range(BIG // 65536):
            connection.sendall(b"1" * 65536)
    connection.close()


def too_short(connection, real):
    """Fewer bytes are announced than come."""
    body = real.split(b"\r\n\r\n", 1)[1]
    connection.sendall(answer(200, body, length=max(1, len(body) - 3)))
    connection.close()


def too_long(connection, real):
    """More bytes are announced than come."""
    body = real.split(b"\r\n\r\n", 1)[1]
    connection.sendall(answer(200, body, length=len(body) + 50))
    connection.close()


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


class Wire:
    """`with Wire(port) as wire:` listens on wire.port. `rule(request, number)`, when set, gives None (pass on), or
    (has_effect, action): whether the simulator sees the request, and what becomes of the answer."""

    def __init__(self, target_port):
        self.target_port = target_port
        self.rule = None
        self.before = self.after = None  # called with each request, around its being passed on
        self.steps = []
        self.lock = threading.Lock()
        self.is_open = True
        self._listen(0)

    def _listen(self, port):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", port))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.is_open = False
        self.listener.close()

    def refuse_for(self, seconds):
        """Nobody listens for a while."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        threading.Timer(seconds, lambda: self.is_open and self._listen(self.port)).start()

    def _accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError, ValueError):
            while True:
                request = read_request(connection)
                if request is None:
                    break
                if not self._answer(connection, request):
                    return
        connection.close()

    def _answer(self, connection, request):
        """Whether the connection may go on."""
        with self.lock:
            number = len(self.steps) + 1
            self.steps.append(request.step)
            fate = self.rule(request, number) if self.rule else None
        if self.before:
            self.before(number)
        real = b"" if fate and not fate[0] else self._ask(request)
        if self.after:
            self.after(number)
        if not fate:
            connection.sendall(real)
            return True
        if not real:
            real = answer(200, '{"id":"1"}')
        fate[1](connection, real)
        return False

    def _ask(self, request):
        upstream = http.client.HTTPConnection("127.0.0.1", self.target_port, timeout=60)
        try:
            headers = {k: v for k, v in request.headers.items() if k.lower() not in ("connection", "content-length")}
            upstream.request(request.method, request.path, body=request.body or None, headers=headers)
            reply = upstream.getresponse()
            return answer(reply.status, reply.read(),
                          [(k, v) for k, v in reply.getheaders()
                           if k.lower() not in ("content-length", "transfer-encoding", "connection", "content-type")])
        finally:
            upstream.close()


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    length = int(next((v for k, v in headers.items() if k.lower() == "content-length"), 0))
    while len(body) < length:
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return Request(method, path, headers, body)


class Line:
    """A plain line of bytes between two ports, on which things go wrong without regard to what they mean:
    `state` is "good", "lossy" (a fifth of the pieces comes late, some connections break), "cut" (nothing comes
    through in either direction), "deaf" (requests arrive, answers are lost: the hardest case)."""

    LATE_S = 0.3

    def __init__(self, target_port, draws):
        self.target_port, self.draws, self.state = target_port, draws, "good"
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target_port))
            except OSError:
                return
            for source, sink, is_answer in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._carry, args=(source, sink, is_answer), daemon=True).start()

    def _carry(self, source, sink, is_answer):
        with contextlib.suppress(OSError):
            while True:
                piece = source.recv(1460)
                if not piece:
                    break
                while not self._passes(is_answer):
                    time.sleep(0.02)  # TCP keeps it, and says it again
                sink.sendall(piece)
        for s in (source, sink):
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)

    def _passes(self, is_answer):
        if self.state == "lossy":
            if self.draws.random() < 0.2:
                time.sleep(self.LATE_S)  # sent again
            if self.draws.random() < 0.03:
                raise OSError("the connection breaks")
        return self.state in ("good", "lossy") or (self.state == "deaf" and not is_answer)
