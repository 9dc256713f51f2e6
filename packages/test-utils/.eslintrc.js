const config = require('../../scripts/eslint/forPackage')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...config.overrides,
    // Tests that several packages run are handed to them.
    { files: ['src/describe*.ts'], rules: { 'jest/no-export': 'off' } },
  ],
};
