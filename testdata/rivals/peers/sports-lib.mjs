// Imports every FIT or GPX file below a folder with sports-lib, its statistics
// included.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SportsLib } from '@sports-alliance/sports-lib';
import { DOMParser } from '@xmldom/xmldom';

const folder = process.argv[2];
let files = 0, failed = 0;
for (const name of readdirSync(folder)) {
  const gpx = name.endsWith('.gpx');
  if (!gpx && !name.endsWith('.fit')) continue;
  files++;
  try {
    const data = readFileSync(join(folder, name));
    const event = gpx
      ? await SportsLib.importFromGPX(data.toString(), DOMParser)
      : await SportsLib.importFromFit(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
    event.getFirstActivity().getDistance().getValue();
  } catch (e) {
    failed++;
    if (process.env.VERBOSE) console.error(name, e.message);
  }
}
console.log(`${files} files, ${failed} failed`);
