import { FakeWebContents } from './contents.ts';
import { FakeEmitter, FakeEvent } from './events.ts';

/**
 * Stands in for the `electron` module: as much of it as the desk uses, with everything open to inspection. For tests in
 * Node, where no Electron runs.
 */
export { MessageChannelMain } from './contents.ts';
export { session } from './session.ts';

class FakeApp extends FakeEmitter {
  readonly isPackaged = false;
  readonly paths = new Map<string, string>();
  isSandboxed = false;
  isOnlyCopy = true;
  exitCode: number | null = null;

  setPath = (name: string, path: string): void => void this.paths.set(name, path);
  enableSandbox = (): void => void (this.isSandboxed = true);
  getPath = (name: string): string => this.paths.get(name) ?? '';
  getVersion = (): string => '0.0.0';
  requestSingleInstanceLock = (): boolean => this.isOnlyCopy;
  whenReady = (): Promise<void> => Promise.resolve();
  quit = (): void => {
    const event = new FakeEvent();
    this.emit('before-quit', event);
    if (!event.isPrevented) this.exit(0);
  };
  exit = (code = 0): void => {
    this.exitCode ??= code;
    this.emit('exited');
  };
}

export const app = new FakeApp();

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown;

class FakeIpcMain extends FakeEmitter {
  readonly handlers = new Map<string, InvokeHandler>();
  handle = (channel: string, handler: InvokeHandler): void => void this.handlers.set(channel, handler);
  removeHandler = (channel: string): void => void this.handlers.delete(channel);

  /** Asks as `ipcRenderer.invoke` does, from the given frame. */
  async invoke(channel: string, event: unknown, ...args: unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (!handler) throw new Error(`no handler for ${channel}`);
    return structuredClone(await handler(event, ...args));
  }
}

export const ipcMain = new FakeIpcMain();

export class BrowserWindow extends FakeEmitter {
  static readonly all: BrowserWindow[] = [];
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all.filter((window) => !window.isDestroyed());
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  isShown = false;
  focuses = 0;

  constructor(readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
    super();
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', new FakeEvent(), this.webContents);
  }

  loadURL = (url: string): Promise<void> => {
    this.loaded.push(url);
    this.webContents.mainFrame.url = url;
    this.emit('ready-to-show');
    return Promise.resolve();
  };
  show = (): void => void (this.isShown = true);
  focus = (): void => void (this.focuses += 1);
  isMinimized = (): boolean => false;
  restore = (): void => undefined;
  isDestroyed = (): boolean => this.webContents.isDestroyed();
  getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 800 });
  close = (): void => {
    this.emit('close');
    this.webContents.destroy();
    this.emit('closed');
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed');
  };
}

export const protocol = {
  schemes: [] as unknown[],
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    protocol.schemes.push(...schemes);
  },
};

export const shell = {
  opened: [] as string[],
  openExternal(url: string): Promise<void> {
    shell.opened.push(url);
    return Promise.resolve();
  },
};

/** Encrypts so that what is written is not what was given. */
export const safeStorage = {
  isAvailable: true,
  backend: 'gnome_libsecret',
  isEncryptionAvailable: (): boolean => safeStorage.isAvailable,
  getSelectedStorageBackend: (): string => safeStorage.backend,
  encryptString: (text: string): Buffer => Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a)),
  decryptString(sealed: Buffer): string {
    const text = Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8');
    if (text.includes('\ufffd')) throw new Error('not sealed here');
    return text;
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export const Menu = {
  installed: null as unknown,
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => void (Menu.installed = menu),
};

/** Keys of the whole system. `taken` belong to other programs. */
export const globalShortcut = {
  bound: new Map<string, () => void>(),
  taken: new Set<string>(),
  register(accelerator: string, callback: () => void): boolean {
    if (globalShortcut.taken.has(accelerator)) return false;
    globalShortcut.bound.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator: string): void => void globalShortcut.bound.delete(accelerator),
};

export const dialog = {
  shown: [] as string[],
  showErrorBox: (_title: string, text: string): void => void dialog.shown.push(text),
};

/** As libraries take it whole. */
const electron = { app, ipcMain, shell };
export { electron as default };
