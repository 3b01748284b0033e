// Installs the dependencies before each script that people run, when they are not those of the lock file.
// It runs on whatever Node is on the machine (20 or later), before there are any dependencies: plain CommonJS.

const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const OLDEST_NODE = 20;
const LOCK = 'package-lock.json';
/** A copy of the lock file that was installed; it goes when node_modules goes. */
const INSTALLED = path.join('node_modules', '.installed-lock');

process.chdir(path.join(__dirname, '..'));
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  fail(`Node ${process.versions.node} is too old: ${OLDEST_NODE} or later is needed (https://nodejs.org).`);
}
const lock = readFileSync(LOCK, 'utf8');
if (lock !== installedLock()) install();

function installedLock() {
  try {
    return readFileSync(INSTALLED, 'utf8');
  } catch {
    return undefined; // nothing was installed yet, or not to the end
  }
}

function install() {
  console.log('Installing what the project needs (npm ci), about half a minute …');
  const { status } = spawnSync('npm ci --loglevel=error', {
    stdio: 'inherit',
    shell: true, // on Windows npm is a script
    env: { ...process.env, ...withoutInstalledTools() },
  });
  if (status !== 0) {
    fail('The installation failed; npm says why above. Once that is put right, run the same command again.');
  }
  writeFileSync(INSTALLED, lock);
}

/** npm must not run on the Node in node_modules, which it is about to delete. */
function withoutInstalledTools() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') || 'PATH';
  const places = (process.env[name] || '').split(path.delimiter);
  const bin = path.join('node_modules', '.bin');
  return { [name]: places.filter((place) => !place.endsWith(bin)).join(path.delimiter) };
}

/** @param {string} words */
function fail(words) {
  console.error(words);
  process.exit(1);
}
