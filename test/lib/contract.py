"""Holds every reply a scenario sees against the OpenAPI document that the binary itself prints: the
operation, its status, its media type, and each member of its JSON. A member the document does not
know, a float without a point and a null that is not announced are failures.

Only the part of JSON Schema (2020-12) that the document uses is understood; any other keyword is
refused, so that nothing passes because it was not looked at."""
import fnmatch
import json
import re
import threading
import urllib.parse

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
KEYWORDS = {"$ref", "description", "type", "format", "pattern", "enum", "anyOf", "items", "properties",
            "required", "additionalProperties", "minLength", "maxLength", "minimum", "maximum"}
FORMATS = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}
TYPES = {
    "null": lambda v: v is None,
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, float),  # as Python prints it: never without a point
    "string": lambda v: isinstance(v, str),
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
}


class Mismatch(AssertionError):
    pass


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


class Schemas:
    """A validator for one document's schemas."""

    def __init__(self, document):
        self.document = document

    def resolve(self, ref):
        node = self.document
        for part in ref.removeprefix("#/").split("/"):
            node = node[part]
        return node

    def check(self, schema, value, where="$"):
        unknown = schema.keys() - KEYWORDS
        if unknown:
            raise Mismatch(f"{where}: the schema uses {sorted(unknown)}, which this check does not understand")
        if "$ref" in schema:
            self.check(self.resolve(schema["$ref"]), value, where)
        if "anyOf" in schema:
            self.any_of(schema["anyOf"], value, where)
        if "type" in schema:
            self.type_of(schema, value, where)
        if "enum" in schema and value not in schema["enum"]:
            raise Mismatch(f"{where}: {shown(value)} is none of {shown(schema['enum'])}")
        if isinstance(value, str):
            self.text(schema, value, where)
        elif isinstance(value, list) and "items" in schema:
            for i, item in enumerate(value):
                self.check(schema["items"], item, f"{where}[{i}]")
        elif isinstance(value, dict):
            self.members(schema, value, where)

    def any_of(self, schemas, value, where):
        reasons = []
        for schema in schemas:
            try:
                return self.check(schema, value, where)
            except Mismatch as mismatch:
                reasons.append(str(mismatch))
        raise Mismatch(" and ".join(reasons))

    def type_of(self, schema, value, where):
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(TYPES[t](value) for t in types):
            raise Mismatch(f"{where}: {shown(value)} is not of type {' or '.join(types)}")

    def text(self, schema, value, where):
        pattern, form = schema.get("pattern"), FORMATS.get(schema.get("format"))
        if pattern and not re.search(pattern, value):
            raise Mismatch(f"{where}: {shown(value)} does not look like {pattern}")
        if form and not form.fullmatch(value):
            raise Mismatch(f"{where}: {shown(value)} is not a {schema['format']}")

    def members(self, schema, value, where):
        properties, rest = schema.get("properties"), schema.get("additionalProperties")
        missing = [name for name in schema.get("required", ()) if name not in value]
        if missing:
            raise Mismatch(f"{where}: without {', '.join(missing)}")
        if properties is None and rest is None:
            return
        for name, member in value.items():
            inside = (properties or {}).get(name, rest)
            if inside is None:
                raise Mismatch(f"{where}: unknown member {name}: list it in the shape of this object")
            self.check(inside, member, f"{where}.{name}")


class Operation:
    def __init__(self, method, path, row, prefixes):
        self.method, self.path, self.row, self.prefixes = method, path, row, prefixes
        self.parts = path.strip("/").split("/")
        self.seen, self.succeeded = 0, 0

    def matches(self, parts):
        return len(parts) == len(self.parts) and all(
            own.startswith("{") or own == given for own, given in zip(self.parts, parts))

    def parameters(self):
        return sum(part.startswith("{") for part in self.parts)

    def __str__(self):
        return f"{self.method.upper()} {self.path}"


class Contract:
    def __init__(self, document):
        self.document, self.schemas = document, Schemas(document)
        self.lock = threading.Lock()
        self.checked = 0
        self.operations = [
            Operation(method, path, row, [s["url"].rstrip("/") for s in item.get("servers", [{"url": "/"}])])
            for path, item in document["paths"].items() for method, row in item.items() if method in METHODS]

    def find(self, method, target):
        path = urllib.parse.urlsplit(target).path
        found = []
        for operation in self.operations:
            for prefix in operation.prefixes:
                if operation.method == method.lower() and path.startswith(prefix + "/"):
                    parts = [urllib.parse.unquote(p) for p in path[len(prefix):].strip("/").split("/")]
                    if operation.matches(parts):
                        found.append(operation)
        return min(found, key=Operation.parameters, default=None)

    def check(self, method, target, reply):
        """Raises when the document does not foretell this reply; other addresses are not its business."""
        operation = self.find(method, target)
        if not operation:
            return
        with self.lock:
            self.checked += 1
            operation.seen += 1
            operation.succeeded += reply.status < 400
        try:
            self.check_reply(operation, reply)
        except Mismatch as mismatch:
            raise Mismatch(f"{operation} answered {reply.status}, not as simpul routes --openapi says: "
                           f"{mismatch}") from None

    def check_reply(self, operation, reply):
        replies = operation.row["responses"]
        described = replies.get(str(reply.status)) or (replies.get("default") if reply.status >= 400 else None)
        if not described:
            raise Mismatch(f"this status is none of {', '.join(replies)}")
        if "$ref" in described:
            described = self.schemas.resolve(described["$ref"])
        content = described.get("content")
        if content is None:
            if reply.body:
                raise Mismatch(f"a body where none is announced: {reply.body[:80]!r}")
            return
        media_type = (reply.header("Content-Type") or "").split(";")[0].strip()
        if not any(fnmatch.fnmatchcase(media_type, wanted) for wanted in content):  # "image/*" is a range
            raise Mismatch(f"Content-Type {media_type!r} is none of {', '.join(content)}")
        if media_type == "application/json" and media_type in content:
            self.schemas.check(content[media_type]["schema"], reply.json())

    def take_tally(self):
        """What was counted since the last time, for add_tally in another process."""
        tally = self.checked, [(o.seen, o.succeeded) for o in self.operations]
        self.checked = 0
        for o in self.operations:
            o.seen = o.succeeded = 0
        return tally

    def add_tally(self, tally):
        self.checked += tally[0]
        for o, (seen, succeeded) in zip(self.operations, tally[1]):
            o.seen, o.succeeded = o.seen + seen, o.succeeded + succeeded

    def never(self):
        """Operations that no scenario has seen succeed."""
        return [str(o) for o in self.operations if not o.succeeded]

    def summary(self):
        unseen = self.never()
        lines = [f"OpenAPI: {self.checked} replies of {sum(o.seen > 0 for o in self.operations)} operations "
                 f"are as the document says; {len(self.operations) - len(unseen)} of "
                 f"{len(self.operations)} operations succeeded at least once"]
        return "\n".join(lines + [f"  never: {o}" for o in unseen])
