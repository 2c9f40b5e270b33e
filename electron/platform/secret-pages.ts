import { randomBytes } from 'node:crypto';
import { plainPage } from './plain-page.ts';
import { parseSecretForm, secretFormPage, secretProblemText } from './secret-form.ts';
import type { SecretReceiver } from './secret-receiver.ts';
import { plainAnswer, redirect } from './answer.ts';
import type { Answer } from './answer.ts';
import { isProof, SECRET_PATH } from './secret-prompts.ts';
import type { OpenPrompt, SecretPrompts } from './secret-prompts.ts';

/** The pages on which the owner types secrets: plain forms, no script, answered by the host itself. */
export interface SecretPages {
  show(id: string): Answer;
  /** @param body  the posted form, or null when it was too large */
  submit(id: string, body: string | null): Promise<Answer>;
}

export const MAX_FORM_BYTES = 8 * 1024;

export function createSecretPages(prompts: SecretPrompts, receiver: SecretReceiver): SecretPages {
  const form = (open: OpenPrompt, status: number, problem: string | null): Answer => {
    const nonce = newNonce();
    const { prompt, proof, id } = open;
    return plainAnswer(
      status,
      nonce,
      secretFormPage({ prompt, proof, problem, nonce, action: SECRET_PATH + id }),
    );
  };
  const settle = ({ id, next }: OpenPrompt): Answer => {
    prompts.settle(id);
    return next === null ? done() : redirect(next);
  };
  return {
    show(id) {
      const open = prompts.find(id);
      if (!open) return expired();
      if (receiver.isSettled(open.prompt)) return settle(open);
      const first = receiver.prerequisite(open.prompt);
      if (first) return redirect(prompts.add(first, SECRET_PATH + id));
      return form(open, 200, null);
    },
    async submit(id, body) {
      const open = prompts.find(id);
      if (!open) return expired();
      if (body === null) return form(open, 413, secretProblemText('FORM_TOO_LARGE'));
      const fields = new URLSearchParams(body);
      if (!isProof(open.proof, fields.get('proof') ?? '')) return expired();
      const answer = parseSecretForm(open.prompt, fields);
      if (!answer.ok) return form(open, 422, secretProblemText(answer.error.code));
      const accepted = await receiver.accept(open.prompt, answer.value);
      if (!accepted.ok) return form(open, 422, secretProblemText(accepted.error.code));
      return settle(open);
    },
  };
}

function newNonce(): string {
  return randomBytes(18).toString('base64');
}

function note(status: number, title: string, text: string): Answer {
  const nonce = newNonce();
  return plainAnswer(status, nonce, plainPage({ title, nonce, body: `<h1>${title}</h1><p>${text}</p>` }));
}

function done(): Answer {
  return note(200, '저장했습니다 · Saved', '이 창을 닫아도 됩니다.<br>You may close this window.');
}

function expired(): Answer {
  return note(
    410,
    '만료된 창입니다 · This form has expired',
    '거래 화면에서 다시 여세요.<br>Open it again from the desk.',
  );
}
