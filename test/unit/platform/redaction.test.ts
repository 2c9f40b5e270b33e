import { describe, expect, it } from 'vitest';
import { createPinoLog } from '#electron/platform/pino-log.ts';
import { redactFields, REDACTED } from '#electron/platform/redaction.ts';

function recordingLog() {
  const lines: string[] = [];
  return { lines, log: createPinoLog({ write: (line) => void lines.push(line) }, 'debug') };
}

describe('fields of a log entry', () => {
  it.each([
    'token',
    'accessToken',
    'access_token',
    'secretkey',
    'appKey',
    'app-key',
    'appsecret',
    'Authorization',
    'set-cookie',
    'password',
    'passphrase',
    'approval_key',
  ])('named %s are left out at any depth', (name) => {
    expect(redactFields({ answer: [{ [name]: 'abcdefgh' }] })).toEqual({ answer: [{ [name]: REDACTED }] });
  });

  it.each(['tokenExpiresAt', 'secretary', 'symbol', 'keyName'])('named %s stay', (name) => {
    expect(redactFields({ [name]: 'abcdefgh' })).toEqual({ [name]: 'abcdefgh' });
  });

  it('that are errors keep their message, stack and cause, and lose their secrets', () => {
    const error = new Error('outer', { cause: { token: 'abcdefgh', code: 7 } });
    expect(redactFields({ error })).toMatchObject({
      error: { name: 'Error', message: 'outer', cause: { token: REDACTED, code: 7 } },
    });
  });

  it('that refer to themselves are cut', () => {
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    expect(JSON.stringify(redactFields(loop))).toContain('[deep]');
  });
});

describe('the log', () => {
  it('strikes out registered values wherever they stand, also those a child registered', () => {
    const { lines, log } = recordingLog();
    log.child({ part: 'auth' }).redact('s3cr3t/"value');
    log.info('asked s3cr3t/"value', { url: `http://x/?k=${encodeURIComponent('s3cr3t/"value')}` });
    log.child({ of: 's3cr3t/"value' }).error('x', { list: ['s3cr3t/"value'] });
    expect(lines.join('')).not.toContain('s3cr3t');
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('strikes out bearer tokens that nobody registered', () => {
    const { lines, log } = recordingLog();
    log.warn('refused', { detail: 'authorization was Bearer abc.def-123 in header' });
    expect(lines[0]).not.toContain('abc.def-123');
  });

  it('ignores values too short to be a secret, which would strike out words', () => {
    const { lines, log } = recordingLog();
    log.redact('a');
    log.redact('');
    log.info('a banana');
    expect(lines[0]).toContain('a banana');
  });

  it('writes level, time and message as JSON', () => {
    const { lines, log } = recordingLog();
    log.child({ part: 'x' }).info('hello', { count: 1 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'hello', part: 'x', count: 1 });
  });
});
