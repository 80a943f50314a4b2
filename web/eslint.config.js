import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import checkFile from 'eslint-plugin-check-file'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Wallets are reached through one entry. */
const besideWalletEntry = {
  group: ['viem', 'viem/*', 'mipd', '**/lib/wallet/*'],
  message: 'Only lib/wallet talks to wallets; import its index.',
}

/** Forbids imports, so that they flow one way: shared → features → app. */
const forbid = (group, ...patterns) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [{ group, message: 'Imports flow shared → features → app, never between features.' }, ...patterns],
    },
  ],
})

export default defineConfig(
  globalIgnores(['dist', '**/*.d.ts']),
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      reactHooks.configs.flat.recommended,
      jsxA11y.flatConfigs.strict,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'check-file': checkFile },
    rules: {
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.{ts,tsx}': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'check-file/folder-naming-convention': ['error', { 'src/**/': 'KEBAB_CASE' }],
      'max-lines': ['error', 250],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['src/{lib,components,testing}/**'], rules: forbid(['**/features/**', '**/app/**']) },
  { files: ['src/app/**'], rules: { 'no-restricted-imports': ['error', { patterns: [besideWalletEntry] }] } },
  {
    files: ['src/features/*/**'],
    rules: forbid(
      [
        '**/app/**',
        '**/features/**',
        '**/chain/**',
        '**/images/**',
        '**/review/**',
        '**/attestation/**',
        '**/session/**',
        '**/upload/**',
        '**/wallet/**',
      ],
      besideWalletEntry,
    ),
  },
  prettier,
)
