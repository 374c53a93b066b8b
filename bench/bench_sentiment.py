"""Our sentiment classifier beside wink-naive-bayes-text-classifier, on the same files.

The peer is trained on the texts our model was trained on (`sentiment_train --list`), ours is the one
that ships; neither has seen the test files. Timed: from texts in memory to labels, in processor time of one
core, best of several rounds. "short comments" are 50,000 made from the own held-out
texts, 20 to 120 bytes long. Texts other than our own come from the folder that SENTIMENT_DATA names
(model/README.md).
"""
import os
import pathlib
import random

import frame

LABELS = ("neg", "neu", "pos")
PEER = "wink-naive-bayes-text-classifier"
OWN = frame.ROOT / "test" / "model" / "held-out.tsv"
SHORT_COMMENTS = 50_000


def labels_of(path):
    return [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]


def macro_f1(truth, guesses):
    scores = []
    for label in LABELS:
        right = sum(t == g == label for t, g in zip(truth, guesses, strict=True))
        both = truth.count(label) + guesses.count(label)
        if label in truth:
            scores.append(2 * right / both)
    return 100 * sum(scores) / len(scores)


def make_short_comments(path):
    """Halves of held-out texts of one label, joined anew: no two rounds say the same words in a row."""
    rng = random.Random(7)
    by_label = {label: [] for label in LABELS}
    for line in OWN.read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t", 1)
        words = text.split()
        by_label[label].append((" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])))
    ends = ["", "ya", "kak", "😍", "!!"]
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(SHORT_COMMENTS):
            label = rng.choice(LABELS)
            halves = rng.choice(by_label[label])[0], rng.choice(by_label[label])[1], rng.choice(ends)
            out.write(f"{label}\t{' '.join(halves).strip()}\n")


def bench():
    folder = os.environ.get("SENTIMENT_DATA")
    if not folder:
        raise frame.Unavailable("SENTIMENT_DATA must name the folder of labelled texts (model/README.md)")
    frame.npm_peers()
    frame.build_release("bench/sentiment_bench", "model/sentiment_train")
    train, short = frame.WORK / "sentiment-train.tsv", frame.WORK / "sentiment-short.tsv"
    train.write_text(
        frame.run(frame.BUILD / "model" / "sentiment_train", "--list", "model/recipe.txt", folder), encoding="utf-8"
    )
    make_short_comments(short)
    files = {
        "own held-out texts": OWN,
        "SmSA test": pathlib.Path(folder) / "smsa.test.tsv",
        "NusaX Indonesian test": pathlib.Path(folder) / "nusax-indonesian.test.tsv",
        "short comments": short,
    }
    ours = frame.last_json(frame.run(frame.BUILD / "bench" / "sentiment_bench", *files.values()))["results"]
    peer = frame.last_json(frame.run("node", frame.BENCH / "peers" / "sentiment.mjs", train, *files.values()))["results"]
    for (name, path), a, b in zip(files.items(), ours, peer, strict=True):
        truth = labels_of(path)
        yield frame.Row(f"{name}, comments a second", len(truth) / a["seconds"], "comments/s",
                        len(truth) / b["seconds"], PEER)  # fmt: skip
        if path is not short:
            yield frame.Row(f"{name}, macro-F1", macro_f1(truth, a["guesses"]), "%",
                            macro_f1(truth, b["guesses"]), PEER)  # fmt: skip
