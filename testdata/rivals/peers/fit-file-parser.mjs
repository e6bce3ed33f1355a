// Decodes every FIT file below a folder with fit-file-parser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import FitParser from 'fit-file-parser';

const folder = process.argv[2];
let files = 0, failed = 0;
for (const name of readdirSync(folder)) {
  if (!name.endsWith('.fit')) continue;
  files++;
  await new Promise((done) => {
    new (FitParser.default ?? FitParser)({ force: true, mode: 'list' }).parse(readFileSync(join(folder, name)), (error) => {
      if (error) failed++;
      done();
    });
  });
}
console.log(`${files} files, ${failed} failed`);
