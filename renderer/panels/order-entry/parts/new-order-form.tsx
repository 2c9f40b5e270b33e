import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { carriesPrice } from '#shared/domain/order.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { epochMs } from '#shared/domain/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { Field, fieldErrorId } from '#renderer/ui/field.tsx';
import { NumberField } from '#renderer/ui/number-field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { TypeChoice } from '../order-choices.ts';
import { capabilitiesFor, keepTypeChoice, typeChoices, typeKey, venueChoices } from '../order-choices.ts';
import type { TicketField } from '../problems.ts';
import type { ReadinessFacts } from '../readiness.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketState } from '../ticket-state.ts';
import { stepQuantity } from '../view-model.ts';
import { sessionHint } from '../session-hints.ts';
import { FundingFields } from './funding-fields.tsx';
import { closedHint, hintText } from './hint-text.ts';
import { useOfferedVenue } from './use-offered-venue.ts';
import { PriceField } from './price-field.tsx';
import { QuantityPresets } from './quantity-presets.tsx';

export interface FormProps {
  readonly idPrefix: string;
  readonly ticket: Ticket;
  readonly state: TicketState;
  readonly facts: ReadinessFacts;
  readonly errorOf: (field: TicketField) => string | null;
}

/** Venue, type, price and quantity of a new order. */
export const NewOrderForm: FC<FormProps> = ({ idPrefix, ticket, state, facts, errorOf }) => {
  const { t } = useTranslation('order-entry');
  const { draft } = state;
  const quantityId = `${idPrefix}-quantity`;
  const isGold = facts.instrument?.kind === 'gold';
  return (
    <>
      <FundingFields {...{ idPrefix, ticket, state, facts, errorOf }} />
      <VenueAndType {...{ idPrefix, ticket, state, facts, errorOf }} />
      {draft.type === 'stopLimit' && (
        <PriceField
          id={`${idPrefix}-stop`}
          field="stopPrice"
          {...{ ticket, draft, facts }}
          error={errorOf('stopPrice')}
        />
      )}
      {carriesPrice(draft.type) && (
        <PriceField
          id={`${idPrefix}-price`}
          field="price"
          {...{ ticket, draft, facts }}
          error={errorOf('price')}
        />
      )}
      <Field label={t('field.quantity')} htmlFor={quantityId} error={errorOf('quantity')}>
        <NumberField
          id={quantityId}
          value={draft.quantity}
          onChange={(quantity) => ticket.dispatch({ type: 'edited', change: { quantity } })}
          step={stepQuantity}
          increaseLabel={t(isGold ? 'gramMore' : 'shareMore')}
          decreaseLabel={t(isGold ? 'gramLess' : 'shareLess')}
          hasError={errorOf('quantity') !== null}
          placeholder="0"
        />
      </Field>
      <QuantityPresets ticket={ticket} preview={state.preview} />
    </>
  );
};

const VenueAndType: FC<FormProps> = ({ idPrefix, ticket, state, facts, errorOf }) => {
  const { t } = useTranslation('order-entry');
  const sessions = useStore(sessionsStore, (held) => held.sessions);
  const { draft } = state;
  const capabilities = capabilitiesFor(facts.account, facts.instrument);
  const types = (venue: Venue): readonly TypeChoice[] =>
    typeChoices(venue, capabilities, facts.instrument, sessions);
  const offered = types(draft.venue);
  const shown = offered.some((choice) => typeKey(choice) === typeKey(draft))
    ? offered
    : [{ type: draft.type, timeInForce: draft.timeInForce, isAllowedNow: false }, ...offered];
  const hintOf = (choice: Pick<TypeChoice, 'type' | 'timeInForce'>) => {
    const { instrument } = facts;
    if (instrument === null) return '';
    const wish = { venue: draft.venue, type: choice.type, timeInForce: choice.timeInForce };
    return hintText(sessionHint(wish, instrument, sessions, epochMs(deskNow())), t);
  };
  const venueHint = (venue: Venue): string =>
    facts.instrument === null ? '' : closedHint(types(venue), venue, facts.instrument, sessions, t);
  useOfferedVenue(ticket, state, capabilities);
  const typeId = `${idPrefix}-type`;
  const venueError = errorOf('venue');
  return (
    <>
      <div>
        <Segmented
          label={t('field.venue')}
          value={draft.venue}
          options={venueChoices(capabilities, facts.instrument, sessions).map(({ venue, obstacle }) => ({
            value: venue,
            label: venue,
            isDisabled: obstacle !== null,
            title: t(obstacle === null ? `venue.${venue}` : `venue.${obstacle}`, { hint: venueHint(venue) }),
          }))}
          onChange={(venue) =>
            ticket.dispatch({ type: 'edited', change: { venue, ...keepTypeChoice(types(venue), draft) } })
          }
        />
        {venueError !== null && (
          <p className="field__error" role="alert">
            {venueError}
          </p>
        )}
      </div>
      <Field label={t('field.type')} htmlFor={typeId} error={errorOf('type')}>
        <Select
          id={typeId}
          aria-invalid={errorOf('type') !== null}
          aria-describedby={errorOf('type') === null ? undefined : fieldErrorId(typeId)}
          value={typeKey(draft)}
          options={shown.map((choice) => ({
            value: typeKey(choice),
            label: typeLabel(choice, t(`trading:type.${choice.type}`), hintOf(choice)),
            isDisabled: !choice.isAllowedNow && typeKey(choice) !== typeKey(draft),
          }))}
          onChange={(key) => {
            const chosen = shown.find((choice) => typeKey(choice) === key);
            if (chosen === undefined) return;
            const { type, timeInForce } = chosen;
            ticket.dispatch({ type: 'edited', change: { type, timeInForce } });
          }}
        />
      </Field>
    </>
  );
};

/** `보통(지정가) IOC`; with a remark when the session does not take it now. */
function typeLabel({ timeInForce, isAllowedNow }: TypeChoice, name: string, hint: string): string {
  const full = timeInForce === 'day' ? name : `${name} ${timeInForce.toUpperCase()}`;
  return isAllowedNow ? full : `${full} ${hint}`.trimEnd();
}
