import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom, one row per part: the table in ARCHITECTURE.md, kept by a machine.
 * `ports` is listed before `core`, so that a file in core/ports counts as a port.
 */
const ELEMENTS = [
  ['domain', 'shared/domain'],
  ['catalogue', 'shared/catalogue'],
  ['contract', 'shared/contract'],
  ['ports', 'electron/core/ports'],
  ['core', 'electron/core'],
  ['platform', 'electron/platform'],
  ['main', 'electron/main'],
  ['preload', 'electron/preload'],
  ['browser-host', 'electron/browser-host'],
  ['exchange', 'electron/exchange'],
  ['launcher', 'electron/launcher'],
  ['renderer-ui', 'renderer/ui'],
  ['renderer-format', 'renderer/format'],
  ['renderer-charting', 'renderer/charting'],
  ['renderer-bridge', 'renderer/bridge'],
  ['renderer-stores', 'renderer/stores'],
  ['renderer-app', 'renderer/app'],
  ['test', 'test'],
];

const SHARED = ['domain', 'catalogue', 'contract'];
const LEAVES = ['renderer-ui', 'renderer-format', 'renderer-charting'];
const ALLOWED = {
  domain: ['domain'],
  catalogue: ['domain', 'catalogue'],
  contract: ['domain', 'contract'],
  ports: ['domain', 'contract', 'ports'],
  core: [...SHARED, 'ports', 'core'],
  platform: ['domain', 'contract', 'ports', 'platform'],
  main: [...SHARED, 'ports', 'core', 'platform', 'main'],
  preload: ['domain', 'contract', 'preload'],
  'browser-host': [...SHARED, 'ports', 'core', 'platform', 'browser-host'],
  exchange: ['domain', 'catalogue', 'exchange'],
  launcher: ['domain', 'contract', 'launcher'],
  'renderer-ui': [...SHARED, ...LEAVES],
  'renderer-format': [...SHARED, 'renderer-format'],
  'renderer-charting': [...SHARED, 'renderer-charting', 'renderer-format'],
  'renderer-bridge': [...SHARED, 'renderer-bridge', 'renderer-stores'],
  'renderer-stores': [...SHARED, 'renderer-stores', 'renderer-format'],
  'renderer-api-data': [...SHARED, ...LEAVES, 'renderer-bridge', 'renderer-stores', 'renderer-api-data'],
  'renderer-panel': [...SHARED, ...LEAVES, 'renderer-bridge', 'renderer-stores', 'renderer-api-data'],
  'renderer-app': [
    ...SHARED,
    ...LEAVES,
    'renderer-bridge',
    'renderer-stores',
    'renderer-panel',
    'renderer-app',
  ],
  test: [...ELEMENTS.map(([type]) => type), 'renderer-panel', 'renderer-api-data', 'broker'],
};

const from = (type) => ({ element: { type } });
const to = (type, captured) => ({ to: { element: captured ? { type, captured } : { type } } });

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '**/*.d.ts', '*.js'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        { type: 'broker', pattern: 'electron/core/brokers/*', partialMatch: false, capture: ['broker'] },
        // Building blocks of panels over the broker's whole API: no panel itself, so panels may use it.
        { type: 'renderer-api-data', pattern: 'renderer/panels/api-data', partialMatch: false },
        { type: 'renderer-panel', pattern: 'renderer/panels/*', partialMatch: false, capture: ['panel'] },
        ...ELEMENTS.map(([type, pattern]) => ({ type, pattern, partialMatch: false })),
      ],
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            ...Object.entries(ALLOWED).map(([type, parts]) => ({
              from: from(type),
              allow: parts.map((part) => to(part)),
            })),
            // A broker folder sees core and itself; a panel sees itself: never a sibling.
            {
              from: from('broker'),
              allow: [
                ...[...SHARED, 'ports', 'core'].map((part) => to(part)),
                to('broker', { broker: '{{from.element.captured.broker}}' }),
              ],
            },
            {
              from: from('renderer-panel'),
              allow: [to('renderer-panel', { panel: '{{from.element.captured.panel}}' })],
            },
            { from: from('core'), allow: [to('broker')] },
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      complexity: ['error', 20],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that one thing has one name.' },
      ],
    },
  },
  {
    files: ['shared/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'electron', message: 'Only electron/main and electron/preload may use Electron.' }],
          patterns: [
            { group: ['node:*'], message: 'This part runs without Node; use a port or the contract.' },
          ],
        },
      ],
    },
  },
  {
    files: ['electron/core/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'electron', message: 'Core runs without Electron; use a port.' }],
          patterns: [{ group: ['node:*'], message: 'Core reaches the machine through its ports only.' }],
        },
      ],
    },
  },
  {
    files: ['electron/exchange/**/*.ts', 'electron/browser-host/**/*.ts', 'electron/platform/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'This part also runs without Electron.' }] },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off', 'boundaries/dependencies': 'off' } },
);
