// Finds the browsers that the tests and the screenshots need, and gets one where there is none.
// Driving them is for whoever asks.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserKind = 'chromium' | 'firefox';

interface Means {
  /** Wins over everything found. */
  variable: string;
  /** Names on the PATH, best first. */
  names: string[];
  /** Where installers put it, by platform. */
  places: Partial<Record<NodeJS.Platform, string[]>>;
  /** Packages of Debian and Ubuntu, best first. */
  packages: string[];
}

const CACHE = join(import.meta.dirname, '..', '.cache', 'browsers');
const PROGRAMS = [
  process.env['PROGRAMFILES'] ?? 'C:\\Program Files',
  process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)',
  process.env['LOCALAPPDATA'] ?? '',
];

const MEANS: Record<BrowserKind, Means> = {
  chromium: {
    variable: 'CHROME_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'],
    places: {
      linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'],
      darwin: [
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ],
      win32: inPrograms(
        'Chromium\\Application\\chrome.exe',
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ),
    },
    packages: ['chromium'],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    places: {
      linux: ['/usr/lib/firefox-esr/firefox-esr', '/usr/lib/firefox/firefox', '/opt/firefox/firefox'],
      darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
      win32: inPrograms('Mozilla Firefox\\firefox.exe', 'Mozilla Firefox ESR\\firefox.exe'),
    },
    packages: ['firefox-esr', 'firefox'],
  },
};

/**
 * The path of a browser that is installed on this machine; undefined when there is none.
 * CHROME_PATH and FIREFOX_PATH win; throws when one of them names no file that can be run.
 */
export function findBrowser(kind: BrowserKind): string | undefined {
  const { variable, names, places } = MEANS[kind];
  const wished = process.env[variable];
  if (wished !== undefined && wished !== '') {
    if (!canRun(wished)) throw new Error(`${variable} names ${wished}, which can't be run`);
    return wished;
  }
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = names.flatMap((name) => directories.map((directory) => join(directory, name + suffix)));
  const candidates = [...onPath, ...(places[process.platform] ?? [])];
  return candidates.find((path) => canRun(path) && !isSnapStub(path));
}

/**
 * The path of a browser: an installed one, else from apt where we are root on Debian or Ubuntu, else downloaded
 * into .cache/browsers. Gets openssl as well where apt is at hand, for the tests' certificates.
 * Throws an Error that says how to get a browser when all of that failed.
 */
export async function ensureBrowser(kind: BrowserKind): Promise<string> {
  if (isAptAtHand() && !isOnPath('openssl')) install('openssl');
  const found = findBrowser(kind) ?? getByApt(kind) ?? (await getByDownload(kind));
  if (found !== undefined) return found;
  const { variable, packages } = MEANS[kind];
  const name = kind === 'chromium' ? 'Chrome or Chromium' : 'Firefox';
  throw new Error(
    `There is no ${name} here, and none could be installed. Install it (Debian: apt-get install ${packages[0]}) ` +
      `or set ${variable} to its executable.`,
  );
}

/** As the browser names itself; Chrome on Windows prints nothing. */
export function versionOf(executable: string): string {
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return stdout?.trim() || 'a browser that does not tell its version';
}

function inPrograms(...paths: string[]): string[] {
  return PROGRAMS.filter((root) => root !== '').flatMap((root) => paths.map((path) => join(root, path)));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => canRun(join(directory, name)));
}

/** Ubuntu's packages of both browsers hold a script that only starts the snap, which no test can drive. */
function isSnapStub(path: string): boolean {
  if (process.platform !== 'linux') return false;
  const target = realpathSync(path);
  if (target === '/usr/bin/snap' || target.startsWith('/snap/')) return true;
  if (statSync(target).size > LARGEST_SCRIPT_BYTES) return false;
  const script = readFileSync(target, 'latin1');
  return script.startsWith('#!') && /\/snap\/bin|\bsnap (run|install)\b/.test(script);
}

const LARGEST_SCRIPT_BYTES = 64 * 1024;

function isAptAtHand(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

let isAptUpToDate = false;

/** Whether apt could install a package. */
function install(name: string): boolean {
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  if (!isAptUpToDate) isAptUpToDate = spawnSync('apt-get', ['update', '-q'], quiet).status === 0;
  console.log(`Installing ${name} (apt-get) …`);
  return spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], quiet).status === 0;
}

function getByApt(kind: BrowserKind): string | undefined {
  if (!isAptAtHand()) return undefined;
  for (const name of MEANS[kind].packages) {
    const found = install(name) ? findBrowser(kind) : undefined; // none after a snap stub: the next means
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One that an earlier run downloaded, else a fresh download; undefined where neither can be had. */
async function getByDownload(kind: BrowserKind): Promise<string | undefined> {
  const tool = await import('@puppeteer/browsers');
  const browser = kind === 'chromium' ? tool.Browser.CHROME : tool.Browser.FIREFOX;
  const platform = tool.detectBrowserPlatform();
  if (platform === undefined) return undefined;
  const earlier = await tool.getInstalledBrowsers({ cacheDir: CACHE });
  const kept = earlier.find((installed) => installed.browser === browser && canRun(installed.executablePath));
  if (kept !== undefined) return kept.executablePath;
  try {
    const buildId = await tool.resolveBuildId(browser, platform, 'stable');
    console.log(`Downloading ${browser} ${buildId} …`);
    return (await tool.install({ browser, buildId, platform, cacheDir: CACHE })).executablePath;
  } catch (error) {
    console.warn(`The download failed: ${String(error)}`);
    return undefined;
  }
}
