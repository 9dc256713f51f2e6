module.exports = require('../../scripts/eslint/forPackage')(__dirname);
