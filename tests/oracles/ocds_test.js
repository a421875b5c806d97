// Release packages against the schema of OCDS 1.1, by ajv; and packages that it must refuse.
// usage: ocds_test.js PACKAGE...
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv-draft-04');
const formats = require('ajv-formats');

const folder = path.join(__dirname, '..', 'data', 'ocds');
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const releases = read(path.join(folder, 'release-schema.json'));
const packages = read(path.join(folder, 'release-package-schema.json'));
const ajv = new Ajv({strict: false, allErrors: true});
formats(ajv);
// The package's schema names the release's by an address of its own.
ajv.addSchema(releases, packages.properties.releases.items.$ref);
const validate = ajv.compile(packages);

let failed = 0;
const expect = (good, what) => {
  if (good) return;
  failed += 1;
  console.error('FAILED: ' + what);
};

for (const file of process.argv.slice(2)) {
  const whole = read(file);
  expect(validate(whole), `${file}: ${JSON.stringify((validate.errors || []).slice(0, 5))}`);
  expect(whole.releases.length > 0, `${file}: holds no release`);
  const seen = new Set();
  for (const release of whole.releases) {
    const key = release.ocid + '#' + release.id;
    expect(!seen.has(key), `${file}: ${key} twice`);
    seen.add(key);
    const awards = new Set((release.awards || []).map((award) => award.id));
    for (const contract of release.contracts || []) {
      expect(awards.has(contract.awardID), `${key}: ${contract.id} names no award`);
    }
    const parties = new Set((release.parties || []).map((party) => party.id));
    const named = (release.awards || []).flatMap((award) => award.suppliers || []);
    if (release.buyer) named.push(release.buyer);
    for (const party of named) expect(parties.has(party.id), `${key}: ${party.id} is no party`);
  }
  // The judge is awake.
  for (const spoil of [
    (p) => { delete p.publisher; },
    (p) => { p.releases[0].date = '2022-05-16'; },
    (p) => { p.releases[0].tag = []; },
    (p) => { p.releases[0].contracts = [{id: '1'}]; },
    (p) => { p.releases[0].awards = [{id: '1', value: {amount: '1', currency: 'MXN'}}]; },
  ]) {
    const copy = JSON.parse(JSON.stringify(whole));
    spoil(copy);
    expect(!validate(copy), `${file}: a spoilt package passed: ${spoil}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
