#!/usr/bin/env python3
"""Goal of this test: each rule of check-layers and check-style finds its breach and nothing else."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

TOOLS = pathlib.Path(__file__).resolve().parent
BODY = "\tstep();\n"

# file, text, what must be reported about it ("" for nothing): one case a row
LAYER_CASES = (
    ("src/base/ok.c", '#include <string.h>\n#include "base/ok.h"\n', ""),
    ("src/store/ok.c", '#include "base/ok.h"\nconst char *q = "SELECT 1";\n', ""),
    ("src/base/up.c", '#include "store/ok.h"\n', 'base may not include "store/ok.h"'),
    ("src/base/flat.c", '#include "ok.h"\n', '"ok.h" has no folder'),
    ("src/base/nowhere.c", '#include "moon/ok.h"\n', '"moon" is no module'),
    ("src/base/lib.c", "#include <sqlite3.h>\n", "SQLite is included outside src/db/db_sqlite"),
    ("src/base/new.c", "#include <new_library.h>\n", "<new_library.h> is unknown"),
    ("src/base/unit.c", '#include "base/test.h"\n', '"base/test.h" is for tests'),
    ("src/base/test_unit.c", '#include <cmocka.h>\n#include "base/test.h"\n', ""),
    ("src/base/sql.c", 'const char *q = "DELETE FROM users";\n', "SQL outside"),
    ("src/lost/a.c", "int a;\n", 'module "lost" has no row'),
)

STYLE_CASES = (
    ("src/base/fine.c", f"int fine(void)\n{{\n{BODY * 60}}}\n", ""),
    ("src/base/long_function.c", f"int f(void)\n{{\n{BODY * 61}}}\n", "f has 61 lines"),
    ("src/base/table.c", "int f(void)\n{\n\tstatic const int rows[] = {\n" + "\t\t1,\n" * 99 +
     "\t};\n\treturn rows[0];\n}\n", ""),
    ("src/base/long_file.c", "int a;\n" * 601, "601 lines"),
    ("src/base/six.c", "int f(int a, int (*b)(int, int), int c, int d, int e, int g, struct err *x)\n"
     "{\n}\n", ""),
    ("src/base/seven.c", "int f(int a, int b, int c, int d, int e, int g, int h)\n{\n}\n",
     "f has 7 parameters"),
    ("src/base/wide.c", "\t" * 4 + "x" * 69 + "\n", "101 columns"),
    ("src/base/word.c", "/* TO" "DO */\n", '"TO' 'DO"'),
    ("src/base/space.c", "int a; \n", "space at the end"),
    ("src/base/cut.c", "int a;", "no newline"),
    ("src/base/print.c", '\tprintf("x");\n', "a library prints"),
    ("src/base/print_not.c", '\tsnprintf(a, 2, "x");\n\t/* printf("x"); */\n', ""),
    ("src/base/stderr.c", '\tfprintf(stderr, "x");\n', "a library writes to stderr"),
    ("src/cmd/print.c", '\tprintf("x");\n', ""),
    ("src/base/test_print.c", '\tprintf("x");\n', ""),
    ("src/base/cleanup.c", "\tcleanup(buf_free) struct buf b;\n\tint i;\n\n\tbuf_init(&b, 9);\n\treturn;\n", ""),
    ("src/base/cleanup_at_once.c", "\tcleanup(buf_free) struct buf b = { 0 };\n\n\treturn;\n", ""),
    ("src/base/cleanup_late.c", "\tcleanup(buf_free) struct buf b;\n\n\tif (!j)\n\t\treturn;\n\tbuf_init(&b, 9);\n",
     "b may be freed before"),
)


def run(tool, cases):
    """How many cases were answered wrongly."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "tools").mkdir()
        for file in ("check_common.py", tool):
            shutil.copy(TOOLS / file, root / "tools" / file)
        (root / "layers.conf").write_text("base:\nstore: base\ncmd: base\n")
        (root / ".clang-format").write_text("DisableFormat: true\n")
        for path, text, _ in cases:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        flags = ["--fast"] if tool == "check-style" else []
        done = subprocess.run([root / "tools" / tool, *flags], capture_output=True, text=True)
    wrong = 0
    for path, _, expected in cases:
        reported = [line for line in done.stdout.splitlines() if line.startswith(path + ":")]
        if bool(reported) != bool(expected) or not all(expected in line for line in reported):
            print(f"{tool}: {path}: want {expected!r}, got {reported}")
            wrong += 1
    if done.returncode != 1:
        print(f"{tool}: exit status {done.returncode}, want 1\n{done.stderr}")
        wrong += 1
    return wrong


def main():
    wrong = run("check-layers", LAYER_CASES) + run("check-style", STYLE_CASES)
    print(f"{len(LAYER_CASES) + len(STYLE_CASES)} cases, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
