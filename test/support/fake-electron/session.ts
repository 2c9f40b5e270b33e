import { FakeEmitter } from './events.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void;

export class FakeSession extends FakeEmitter {
  readonly handlers = new Map<string, Handler>();
  permissionRequest: (contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void = (
    _contents,
    _permission,
    answer,
  ) => answer(true);
  permissionCheck: (...args: unknown[]) => boolean = () => true;
  devicePermission: (...args: unknown[]) => boolean = () => true;
  beforeRequest: BeforeRequest = (_details, answer) => answer({});

  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => void this.handlers.set(scheme, handler),
  };
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => void (this.beforeRequest = listener),
  };
  setPermissionRequestHandler = (handler: FakeSession['permissionRequest']): void => {
    this.permissionRequest = handler;
  };
  setPermissionCheckHandler = (handler: FakeSession['permissionCheck']): void => {
    this.permissionCheck = handler;
  };
  setDevicePermissionHandler = (handler: FakeSession['devicePermission']): void => {
    this.devicePermission = handler;
  };

  /** Loads an address as a page of this session would. */
  async load(url: string, init: RequestInit = {}): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`nothing serves ${url}`);
    return handler(new Request(url, init));
  }

  isGranted(permission: string): boolean {
    let isGranted = false;
    this.permissionRequest(null, permission, (answer) => (isGranted = answer));
    return isGranted || this.permissionCheck(null, permission) || this.devicePermission({});
  }

  isAllowed(url: string): boolean {
    let isCanceled = false;
    this.beforeRequest({ url }, ({ cancel }) => (isCanceled = cancel === true));
    return !isCanceled;
  }
}

const sessions = new Map<string, FakeSession>();

export const session = {
  defaultSession: new FakeSession(),
  fromPartition(name: string): FakeSession {
    const known = sessions.get(name) ?? new FakeSession();
    sessions.set(name, known);
    return known;
  },
};
