// ESLint for one package: Backstage's rules, and the house's own on top.
const factory = require('@backstage/cli/config/eslint-factory');

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of string literals, or an `as const` array.',
};

module.exports = packageDir =>
  factory(packageDir, {
    root: true,
    plugins: ['regexp'],
    rules: {
      // Only a warning in Backstage: a frontend must not pull in a backend.
      '@backstage/no-mixed-plugin-imports': 'error',
      '@backstage/no-top-level-material-ui-4-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: ['expect', 'expect*', '**.expect', 'fc.assert'],
        },
      ],
      'jest/no-disabled-tests': 'error',
      'jest/no-focused-tests': 'error',
      'max-lines': ['error', { max: 300 }],
    },
    // Tests hand in what must be refused, such as javascript: links.
    testRules: { 'no-script-url': 'off' },
    restrictedSyntax: [NO_ENUM],
    overrides: [
      {
        files: ['src/**/*.ts?(x)'],
        excludedFiles: ['**/*.test.*'],
        rules: {
          'max-lines-per-function': [
            'error',
            { max: 50, skipBlankLines: true, skipComments: true },
          ],
          // Whoever sends a text must not be able to keep the backend busy with it.
          'regexp/no-super-linear-backtracking': [
            'error',
            { report: 'potential' },
          ],
          'regexp/no-super-linear-move': 'error',
        },
      },
    ],
  });
