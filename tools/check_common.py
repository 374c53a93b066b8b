"""What the checkers of this folder share: which files there are, and how a finding is printed."""

import argparse
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAIN_BRANCH = "main"


class Findings:
    """`path:line: what: remedy`, one a line; closes with a count."""

    def __init__(self, only=None):
        self.only = only  # paths worth reporting; None: all
        self.count = 0

    def add(self, path, line, what, remedy):
        if self.only is None or path in self.only:
            print(f"{path}:{line}: {what}: {remedy}")
            self.count += 1

    def close(self, what_was_read):
        print(f"{what_was_read}: {self.count} finding{'' if self.count == 1 else 's'}")
        return 1 if self.count else 0


def git(*args):
    done = subprocess.run(["git", "-C", str(ROOT), *args], capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else None


def project_files():
    """Paths of the project's files, relative to its root, as git knows them (new ones too)."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard")
    if listed is None:  # an unpacked archive: no git
        skipped = {"build", "var", "node_modules", ".git"}
        listed = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*")
                  if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)]
    return sorted(path for path in set(listed) if (ROOT / path).is_file())


def changed_files():
    """What differs from the main branch, committed or not; None when that cannot be known."""
    base = git("merge-base", "HEAD", MAIN_BRANCH)
    if not base:
        return None
    names = git("diff", "--name-only", base[0]) or []
    return set(names) | set(git("ls-files", "--others", "--exclude-standard") or [])


def lines_of(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines()


def is_test(path):
    """Unit tests and their helpers, fuzz targets, whole-system tests."""
    name = path.rsplit("/", 1)[-1]
    return path.startswith(("test/", "fuzz/", "bench/")) or name.startswith(("test_", "test."))


def parser(doc):
    made = argparse.ArgumentParser(description=doc.strip().splitlines()[0])
    made.add_argument("--changed", action="store_true",
                      help=f"report only files that differ from {MAIN_BRANCH}")
    return made
