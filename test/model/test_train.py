#!/usr/bin/env python3
"""test_train.py TRAINER: the trainer gives the same bytes whoever compiled it, and names what is wrong."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import unittest

TRAINER = sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
# Of the model of small-recipe.txt. It changes with the words, the features, the phrases and the learner.
SMALL_MODEL_SHA256 = "798f9ef3610507a2d2b48c2aeca2ef9ccf9e4737abf857ff624b0f9d09eaf20d"


def train(recipe, data_dir, out):
    return subprocess.run([TRAINER, recipe, data_dir, out], capture_output=True, text=True)


class Training(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.out = self.folder / "model.bin"

    def test_same_bytes_everywhere(self):
        done = train(HERE / "small-recipe.txt", self.folder, self.out)
        self.assertEqual(done.stderr, "")
        self.assertEqual(hashlib.sha256(self.out.read_bytes()).hexdigest(), SMALL_MODEL_SHA256)

    def test_mistakes_are_named(self):
        rows = [
            ("data texts.tsv 1", "pos\tbagus\nneg jelek\n", "texts.tsv:2: there is no tab"),
            ("data texts.tsv 1", "good\tbagus\n", "texts.tsv:1: the label is \"good\""),
            ("data none.tsv 1", "", "could not open"),
            ("data texts.tsv", "", "a line ends in a number"),
            ("option speed 1", "", "there is no option \"speed\""),
            ("learn texts.tsv 1", "", "\"learn\" is not a word of recipes"),
            ("# nothing", "", "the recipe names no texts"),
        ]
        for line, texts, message in rows:
            with self.subTest(line=line, texts=texts):
                (self.folder / "recipe.txt").write_text(f"# a comment\n{line}\n", encoding="utf-8")
                (self.folder / "texts.tsv").write_text(texts, encoding="utf-8")
                done = train(self.folder / "recipe.txt", self.folder, self.out)
                self.assertEqual(done.returncode, 1)
                self.assertIn(message, done.stderr)
                self.assertFalse(self.out.exists())


unittest.main(verbosity=0)
