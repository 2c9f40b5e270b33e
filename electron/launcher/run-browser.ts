import { join } from 'node:path';
import { hasDisplay, openAppWindow } from './app-window.ts';
import { whenChildEnds } from './child-end.ts';
import type { Children } from './children.ts';
import { findBrowser } from './find-browser.ts';
import { spawnHost, whenHostReady } from './host-child.ts';
import type { HostChild } from './host-child.ts';

export interface BrowserRun {
  readonly root: string;
  readonly hostArguments: readonly string[];
  readonly children: Children;
  readonly say: (line: string) => void;
  /** Folder for the browser's profile. */
  readonly profile: string;
}

/** Serves without any window, until the launcher is asked to stop. The address is the last line, as JSON. */
export async function runHeadless({ root, hostArguments, children, say }: BrowserRun): Promise<number> {
  const host = await whenHostReady(children.add(spawnHost(root, hostArguments)));
  say(JSON.stringify({ url: host.url, port: host.port }));
  return whenChildEnds(host.child);
}

/** Serves to an app window and ends with it; without a browser, to whoever opens the printed address. */
export async function runInBrowser(run: BrowserRun): Promise<number> {
  const { root, hostArguments, children, say } = run;
  const host = await whenHostReady(children.add(spawnHost(root, hostArguments)));
  const browser = findBrowser();
  if (browser === null) {
    say('No Chromium, Chrome or Edge was found. Install one, or name it in HOGA_BROWSER.');
    return serveAddress(host, host.url, say);
  }
  if (!hasDisplay()) {
    say('There is no display to open a window on.');
    return serveAddress(host, host.url, say);
  }
  return showWindow(host, browser, run);
}

async function showWindow(
  host: HostChild,
  browser: string,
  { children, say, profile }: BrowserRun,
): Promise<number> {
  say(`Opening the desk in ${browser}`);
  const window = children.add(openAppWindow(browser, host.url, join(profile, 'browser')));
  const first = await Promise.race([
    whenChildEnds(window).then((code) => ({ ended: 'window', code }) as const),
    whenChildEnds(host.child).then((code) => ({ ended: 'host', code }) as const),
  ]);
  if (first.ended === 'host' || first.code === 0 || children.isEnding) return first.code;
  say(`The browser ended with ${first.code}.`);
  return serveAddress(host, await host.freshUrl(), say);
}

function serveAddress(host: HostChild, url: string, say: (line: string) => void): Promise<number> {
  say('Open this address in a browser on this machine. It works once; Ctrl-C ends the program.');
  say(url);
  return whenChildEnds(host.child);
}
