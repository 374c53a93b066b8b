#!/usr/bin/env python3
"""Goal of this test: sqlgen refuses what it says it refuses, and nothing else."""

import pathlib
import subprocess
import sys
import tempfile

TOOLS = pathlib.Path(__file__).resolve().parent
SCHEMA = """
CREATE TABLE media (
    account_id TEXT NOT NULL, -- whose
    id TEXT NOT NULL
) STRICT;
CREATE TABLE tokens (
    user_id INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (
    name TEXT NOT NULL -- not a user_id
) STRICT;
"""

# statement file, what must be said about it ("" for nothing): one case a row
CASES = (
    ("-- name: a\nSELECT 1;", ""),
    ("-- name: a\n-- Why.\nSELECT id FROM media WHERE account_id = ?1 AND id = ?2;", ""),
    ("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;", "a is also at"),
    ("SELECT 1;", "before the first"),
    ("-- name: a\n-- Nothing.\n", "a is empty"),
    ("-- name: a\nSELECT 1; SELECT 2;", "more than one statement"),
    ("-- name: a\nSELECT ';';", ""),
    ("-- name: a\nSELECT ?;", "written ?1 ?2"),
    ("-- name: a\nSELECT :id;", "written ?1 ?2"),
    ("-- name: a\nSELECT ?1, ?3;", "without gaps"),
    ("-- name: a\nSELECT ?2, ?1, ?1;", ""),
    # the owner of rows
    ("-- name: a\nSELECT id FROM media WHERE id = ?1;", "touches media without an owner"),
    ("-- name: a\nUPDATE media SET id = ?1;", "touches media without an owner"),
    ("-- name: a\nDELETE FROM tokens;", "touches tokens without an owner"),
    ("-- name: a\nINSERT INTO media (id) VALUES (?1);", "touches media without an owner"),
    ("-- name: a\nSELECT 1 FROM settings JOIN media ON id = name;", "touches media without an owner"),
    ("-- name: a\n-- by account_id\nSELECT id FROM media WHERE id = 'account_id';", "without an owner"),
    ("-- name: a\nSELECT id FROM media WHERE my_account_id = ?1;", "without an owner"),
    ("-- name: a\n-- all owners: a purge.\nDELETE FROM media;", ""),
    ("-- name: a\n-- all owners:\nDELETE FROM media;", "without an owner"),
    ("-- name: a\nSELECT name FROM settings;", ""),
    # shared columns
    ("-- columns: c\nid, account_id\n-- name: a\nSELECT {c} FROM media;", ""),
    ("-- name: a\nSELECT {c} FROM settings;", "{c}, which is not defined"),
)


def run(folder, sql, migrations):
    for name, text in {"a.sql": sql, **migrations}.items():
        (folder / name).write_text(text + "\n")
    return subprocess.run(
        [TOOLS / "sqlgen", "--sql", folder / "a.sql", "--migrations", *(folder / m for m in migrations),
         "--header", folder / "sql.h", "--source", folder / "sql.c"], capture_output=True, text=True)  # fmt: skip


def main():
    wrong = 0

    def check(name, done, expected):
        nonlocal wrong
        if bool(done.returncode) != bool(expected) or expected not in done.stderr:
            print(f"{name!r}: want {expected!r}, got {done.returncode} {done.stderr!r}")
            wrong += 1

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for sql, expected in CASES:
            check(sql, run(folder, sql, {"0001_start.sql": SCHEMA}), expected)
        check("gap", run(folder, CASES[0][0], {"0001_a.sql": "", "0003_b.sql": ""}), "number 0002 expected")
        run(folder, '-- name: a\nSELECT "x"\n  -- Why.\n  FROM settings;', {"0001_start.sql": SCHEMA})
        source = (folder / "sql.c").read_text()
        for wanted in ('[SQL_A] =\n\t\t"SELECT \\"x\\" FROM settings"', '.name = "0001_start"', '.version = 1'):
            if wanted not in source:
                print(f"sql.c lacks {wanted!r}:\n{source}")
                wrong += 1
    print(f"{len(CASES) + 4} cases, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
