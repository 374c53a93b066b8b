"""Turns the files of this folder into one C file: embed.py OUT FILE..."""
import os
import sys

out, files = sys.argv[1], sys.argv[2:]
with open(out, "w", encoding="ascii") as c:
    c.write('#include "graphsim/oauth/pages.h"\n\nconst struct page_file page_files[] = {\n')
    for path in files:
        with open(path, "rb") as f:
            data = f.read()
        c.write('{ "%s",\n' % os.path.basename(path))
        for at in range(0, len(data), 60):
            # Octal escapes end after three digits, so no byte can swallow the next one.
            c.write('"%s"\n' % "".join("\\%03o" % b for b in data[at:at + 60]))
        c.write(", %d },\n" % len(data))
    c.write("{ NULL, NULL, 0 },\n};\n")
