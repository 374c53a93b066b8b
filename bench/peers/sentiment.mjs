// Usage: sentiment.mjs TRAIN.tsv TEST.tsv...
// Trains wink-naive-bayes-text-classifier on lines of label<TAB>text, then classifies the texts of
// each test file several times. Prints guesses of the first round and the best round's seconds.
import { readFileSync } from "node:fs";
import bayes from "wink-naive-bayes-text-classifier";

const read = (path) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const tab = line.indexOf("\t");
      return { label: line.slice(0, tab), text: line.slice(tab + 1) };
    });

// As its documentation does with wink-nlp-utils: lower case, words, negated words marked; emoji too.
const negations = /^(tidak|tak|gak|ga|nggak|enggak|ngga|bukan|belum|jangan|kurang|not|no|never|don't|ora)$/;
function prepare(text) {
  const tokens = text.toLowerCase().match(/[\p{L}\p{N}']+|\p{Extended_Pictographic}|[?!]/gu) ?? [];
  let negated = false;
  return tokens.map((token) => {
    const shown = negated ? `!${token}` : token;
    negated = negations.test(token);
    return shown;
  });
}

const [trainPath, ...testPaths] = process.argv.slice(2);
const classifier = bayes();
classifier.definePrepTasks([prepare]);
classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
for (const { label, text } of read(trainPath)) classifier.learn(text, label);
classifier.consolidate();

const results = testPaths.map((path) => {
  const rows = read(path);
  let guesses = [];
  let seconds = Infinity;
  for (let round = 0; round < 3; round++) {
    const started = process.cpuUsage();
    guesses = rows.map(({ text }) => classifier.predict(text));
    const { user, system } = process.cpuUsage(started);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  return { seconds, guesses };
});
console.log(JSON.stringify({ results }));
