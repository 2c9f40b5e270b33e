import type { KiwoomApiId, KiwoomEndpoints } from '../kiwoom-endpoints.ts';
import type { KiwoomRealtimeTypeId, KiwoomRealtimeTypes } from '../kiwoom-realtime.ts';
import type { KIWOOM_CONDITION_APIS, KiwoomConditionApiId } from './condition-search.ts';
import type { KiwoomNumericKind, KiwoomRequestField, KiwoomValueKind } from './endpoint-row.ts';

/** What a field's value is once parsed; null where the server left a number empty. */
type ValueOf<Kind extends KiwoomValueKind> = Kind extends KiwoomNumericKind ? number | null : string;

/** A code of a table as text, however the compiler reads its key. */
type CodeOf<Table> = `${keyof Table & (string | number)}`;

type RequestValue<Field> = Field extends { readonly isOpen: true }
  ? string
  : Field extends { readonly values: infer Table }
    ? CodeOf<Table>
    : string;

type RequestOf<Field extends KiwoomRequestField> = [Field] extends [never]
  ? Readonly<Record<string, never>>
  : {
      readonly [Item in Field as Item['required'] extends true ? Item['key'] : never]: RequestValue<Item>;
    } & {
      readonly [Item in Field as Item['required'] extends true ? never : Item['key']]?: RequestValue<Item>;
    };

interface AnswerField {
  readonly key: string;
  readonly kind: KiwoomValueKind;
}

type TopField<Field> = Exclude<Field, { readonly list: string }>;
type ListField<Field, List> = Extract<Field, { readonly list: List }>;

type AnswerValue<Field extends AnswerField, All> = Field['kind'] extends 'list'
  ? readonly FieldsOf<ListField<All, Field['key']>, All>[]
  : ValueOf<Field['kind']>;

type FieldsOf<Field, All> = {
  readonly [Item in Field as RequiredKey<Item>]: Item extends AnswerField ? AnswerValue<Item, All> : never;
} & {
  readonly [Item in Field as OptionalKey<Item>]?: Item extends AnswerField ? AnswerValue<Item, All> : never;
};

type RequiredKey<Field> = Field extends { readonly optional: true }
  ? never
  : Field extends AnswerField
    ? Field['key']
    : never;
type OptionalKey<Field> = Field extends AnswerField & { readonly optional: true } ? Field['key'] : never;

type EndpointField<Id extends KiwoomApiId> = KiwoomEndpoints[Id]['response'][number];

/** The body of a call: all text. Fields with a table of codes take only those codes. */
export type KiwoomRequest<Id extends KiwoomApiId> = RequestOf<KiwoomEndpoints[Id]['request'][number]>;

/** The parsed answer of a call: fields of the top level, and each list as an array of rows. */
export type KiwoomAnswer<Id extends KiwoomApiId> = FieldsOf<TopField<EndpointField<Id>>, EndpointField<Id>>;

/** Keys of the lists of an answer. */
export type KiwoomListKey<Id extends KiwoomApiId> = Extract<
  EndpointField<Id>,
  { readonly kind: 'list' }
>['key'];

/** One parsed row of a list of an answer. */
export type KiwoomRow<Id extends KiwoomApiId, List extends KiwoomListKey<Id> = KiwoomListKey<Id>> = FieldsOf<
  ListField<EndpointField<Id>, List>,
  EndpointField<Id>
>;

/** The parsed values of a real-time entry, by field number. */
export type KiwoomRealtimeValues<Type extends KiwoomRealtimeTypeId> = {
  readonly [Field in KiwoomRealtimeTypes[Type]['fields'][number] as Field['fid']]: ValueOf<Field['kind']>;
};

type ConditionField<Id extends KiwoomConditionApiId> = (typeof KIWOOM_CONDITION_APIS)[Id]['response'][number];

/** The frame of a condition search request, `trnm` included. */
export type KiwoomConditionRequest<Id extends KiwoomConditionApiId> = RequestOf<
  (typeof KIWOOM_CONDITION_APIS)[Id]['request'][number]
>;

export type KiwoomConditionAnswer<Id extends KiwoomConditionApiId> = FieldsOf<
  TopField<ConditionField<Id>>,
  ConditionField<Id>
>;
