// For what belongs to no package: the scripts and the browser tests.
module.exports = {
  root: true,
  extends: ['eslint:recommended', 'prettier'],
  env: { node: true, es2022: true },
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
  overrides: [
    {
      files: ['**/*.ts'],
      parser: '@typescript-eslint/parser',
      plugins: ['@typescript-eslint'],
      extends: ['plugin:@typescript-eslint/recommended', 'prettier'],
    },
    // A walk through the portal is one function, however long the way.
    { files: ['**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
    { files: ['**/*.js'], parserOptions: { sourceType: 'script' } },
  ],
  rules: {
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': [
      'error',
      { max: 50, skipBlankLines: true, skipComments: true },
    ],
  },
};
