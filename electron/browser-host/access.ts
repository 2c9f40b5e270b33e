import { createHash, randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';

/**
 * Who may talk to the host: whoever brought the token that was printed at launch, and since then carries the cookie.
 *
 * A token opens one session and is then spent. Sessions live as long as the program. Only digests are kept, and they are
 * looked up rather than compared, so that an answer's timing says nothing.
 */
export interface Access {
  /** Makes a token for one more window; to be shown to the owner only. */
  issueToken(): string;
  /** Spends a token and returns the `Set-Cookie` value of its new session, or null when it is unknown or spent. */
  redeem(token: string): string | null;
  /** Whether a request's `Cookie` header carries a session of this launch. */
  isAdmitted(cookieHeader: string | undefined): boolean;
}

const TOKEN_BYTES = 32;

/** The cookie's name carries the port: browsers share cookies between the ports of a host. */
export function createAccess(port: () => number): Access {
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  const cookieName = (): string => `hoga-${port()}`;
  return {
    issueToken() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      tokens.add(digest(token));
      return token;
    },
    redeem(token) {
      if (!tokens.delete(digest(token))) return null;
      const session = randomBytes(TOKEN_BYTES).toString('base64url');
      sessions.add(digest(session));
      return stringifySetCookie({
        name: cookieName(),
        value: session,
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
      });
    },
    isAdmitted(cookieHeader) {
      if (cookieHeader === undefined) return false;
      const session = parseCookie(cookieHeader)[cookieName()];
      return session !== undefined && sessions.has(digest(session));
    },
  };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
