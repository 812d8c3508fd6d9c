// Our SARIF against the schema of SARIF 2.1.0, which a package brings along.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const Ajv = require('ajv');

const program = path.resolve(process.argv[2]);
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const valid = ajv.compile(schema);

// Whatever an article holds: names that URIs do not take, marks, emoji, no text at all.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'whosaid-'));
const articles = {
  'a b#ü%.md': '<!-- whosaid-ignore unatributed-claim -->\n\n😀 Critics say **the plan** is “too small.\n\nLeave a Reply\n',
  'empty.txt': '',
  'clean.txt': 'The library stays open in June.\n',
};
for (const [name, text] of Object.entries(articles)) fs.writeFileSync(path.join(folder, name), text);
fs.cpSync(path.resolve('examples'), path.join(folder, 'examples'), { recursive: true });

let results = 0;
for (const profile of ['quiet', 'default', 'strict']) {
  for (const paths of [['.'], ['clean.txt'], [folder], ['none.txt', 'a b#ü%.md']]) {
    const run = spawnSync(program, ['check', '--format', 'sarif', '--profile', profile, ...paths], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const log = JSON.parse(run.stdout);
    if (!valid(log)) {
      console.error(valid.errors.map((e) => `${e.dataPath} ${e.message}`).join('\n'));
      process.exit(1);
    }
    const found = log.runs[0].results;
    results += found.length;
    if (profile === 'strict' && paths[0] === '.' && !found.some((r) => r.fixes && r.relatedLocations)) {
      console.error('no result with a fix and evidence was checked');
      process.exit(1);
    }
  }
}
fs.rmSync(folder, { recursive: true });
console.log(`SARIF is valid: ${results} results`);
