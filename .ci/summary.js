// Names what was skipped, then counts: the last line is `N passed, N failed`.
import { readFileSync } from "node:fs";

const results = JSON.parse(readFileSync(process.argv[2], "utf8"));
const skipped = results.testResults
  .flatMap((file) => file.assertionResults)
  .filter((test) => test.status === "skipped" || test.status === "pending" || test.status === "todo");
for (const test of skipped) console.log(`skipped: ${test.fullName}`);

// A file that cannot be loaded has no tests that could fail.
const broken = results.testResults.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
);
for (const file of broken) console.log(`broken: ${file.name}: ${file.message}`);

const failed = results.numFailedTests + broken.length;
if (skipped.length > 0) console.log(`${skipped.length} skipped (named above)`);
console.log(`${results.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed > 0 || results.numPassedTests === 0 ? 1 : 0;
