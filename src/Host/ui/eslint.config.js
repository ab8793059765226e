import { readdirSync } from 'node:fs'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Shared code -> features -> app. A feature never reaches into another feature.
const features = readdirSync(new URL('./src/features', import.meta.url))
const forbid = (regex, message) => ['error', { patterns: [{ regex, message }] }]

export default tseslint.config(
  { ignores: ['node_modules', '../wwwroot', 'src/lib/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat['recommended-latest'],
  {
    files: ['src/{components,lib,testing}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': forbid('(^@/|\\.\\./)(features|app)(/|$)', 'Shared code never imports features or the app.'),
    },
  },
  ...features.map((own) => ({
    files: [`src/features/${own}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': forbid(
        `(^@/(app(/|$)|features/(?!${own}/)))|(^(\\.\\./)+(app|features|${features.filter((f) => f !== own).join('|')})(/|$))`,
        'A feature imports shared code and itself, nothing else.',
      ),
    },
  })),
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'jsx-a11y/no-autofocus': 'off',
    },
  },
)
