import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

const ABOUT_UPGRADE = new Set(['upgrade', 'http2-settings', 'connection']);

export function isWebSocketOffer(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Serves a request as if it had not offered to change the protocol.
 *
 * Some clients, Java's own among them, offer HTTP/2 on every request without TLS, and a server may take no notice (RFC 9110, section
 * 7.8). Node gives such a request to the upgrade listener with its body unread, so it is put back in front of the connection without
 * the offer.
 */
export function declineUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.unshift(Buffer.concat([Buffer.from(headWithoutOffer(request), 'latin1'), head]));
  server.emit(socket instanceof TLSSocket ? 'secureConnection' : 'connection', socket);
}

function headWithoutOffer(request: IncomingMessage): string {
  const lines = [`${request.method ?? ''} ${request.url ?? ''} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place] ?? '';
    if (!ABOUT_UPGRADE.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[place + 1] ?? ''}`);
  }
  if (/\bclose\b/i.test(request.headers.connection ?? '')) lines.push('Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
