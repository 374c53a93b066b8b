"""A workbook of 100,000 rows x 12 columns (time, five texts of which one is a link, five numbers, a
percent), with styled and frozen header, filter, widths, number formats and 65,530 hyperlinks.

Every contestant makes the same rows on the spot and is measured as a whole process: processor
seconds and peak RSS, best of two rounds taken alternately. libxlsxwriter runs in constant memory.
SheetJS writes no styles of cells and keeps all rows in memory. Then ours again with 1,000 and
1,000,000 rows: memory must not grow.
"""
import frame

ROWS = 100_000
ROUNDS = 2


def bench():
    frame.npm_peers()
    frame.build_release("bench/xlsx_bench", "bench/xlsxwriter_bench")
    frame.WORK.mkdir(parents=True, exist_ok=True)
    ours, peer = frame.BUILD / "bench" / "xlsx_bench", frame.BENCH / "peers" / "xlsx.mjs"
    out = {name: frame.WORK / f"{name}.xlsx" for name in ("ours", "libxlsxwriter", "exceljs stream", "SheetJS")}
    best = {}
    for _ in range(ROUNDS):
        for name, run in {
            "ours": lambda: frame.measured([ours, ROWS], out["ours"]),
            "libxlsxwriter": lambda: frame.measured(
                [frame.BUILD / "bench" / "xlsxwriter_bench", ROWS, out["libxlsxwriter"]]),
            "exceljs stream": lambda: frame.measured(["node", peer, "exceljs", ROWS, out["exceljs stream"]]),
            "SheetJS": lambda: frame.measured(["node", peer, "sheetjs", ROWS, out["SheetJS"]]),
        }.items():  # fmt: skip
            best[name] = min(best.get(name, (1e9, 1e9)), run())
    size = {name: path.stat().st_size / 1e6 for name, path in out.items()}
    cpu, rss = best.pop("ours")
    for name, (peer_cpu, peer_rss) in best.items():
        yield frame.Row("rows a processor second", ROWS / cpu, "rows/s", ROWS / peer_cpu, name)
        yield frame.Row("peak RSS", rss, "MiB", peer_rss, name, "less")
        yield frame.Row("file", size["ours"], "MB", size[name], name, "less")
    for rows in (1_000, 1_000_000):
        yield frame.Row(f"peak RSS, {rows:,} rows", frame.measured([ours, rows])[1], "MiB")
