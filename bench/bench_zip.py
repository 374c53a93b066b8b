"""Twenty files of CSV, 48 MB in all, into a zip that is streamed.

Only the making is timed, in processor seconds; the files are in memory. Best of two rounds taken
alternately. Ours has one level, whose files are as large as those of the peers' level 1, to two
hundredths: that is the level beside which it is put. Their level 6 is shown as well; its files are smaller, and the row of the
size says by how much. Every zip is read back.
"""
import csv
import random
import zipfile

import bench_csv
import frame

FILES, ROWS = 20, 12_500
ROUNDS = 2


def make_files(folder):
    rng = random.Random(5)
    folder.mkdir(parents=True)
    for i in range(FILES):
        with open(folder / f"{i:02}.csv", "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(bench_csv.media_row(rng, number) for number in range(ROWS))


def bench():
    frame.npm_peers()
    frame.build_release("bench/zip_bench")
    folder = frame.WORK / "zip-files-v1"
    if not folder.exists():
        make_files(folder)
    files = sorted(folder.iterdir())
    ours, peer = frame.BUILD / "bench" / "zip_bench", frame.BENCH / "peers" / "zip.mjs"
    contestants = {("ours", 0): [ours, None, *files]}
    for name in ("archiver", "fflate"):
        for level in (1, 6):
            contestants[name, level] = ["node", peer, name, level, folder, None]
    best, size = {}, {}
    for _ in range(ROUNDS):
        for key, command in contestants.items():
            out = frame.WORK / f"{key[0]}-{key[1]}.zip"
            result = frame.last_json(frame.run(*(out if c is None else c for c in command)))
            best[key] = min(best.get(key, 1e9), result["seconds"])
            size[key] = out.stat().st_size / 1e6
            with zipfile.ZipFile(out) as z:
                if z.read(z.namelist()[3]) != files[3].read_bytes():
                    raise RuntimeError(f"{out} reads back differently")
    plain = sum(f.stat().st_size for f in files) / 1e6
    for level in (1, 6):
        for name in ("archiver", "fflate"):
            label = f"{name}, level {level}"
            yield frame.Row("MB a processor second", plain / best["ours", 0], "MB/s", plain / best[name, level], label)
            yield frame.Row("file", size["ours", 0], "MB", size[name, level], label, "less")
