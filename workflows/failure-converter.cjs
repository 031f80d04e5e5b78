// CommonJS: Temporal's worker loads this file by path with require(), in every way a worker is run.
const { DefaultFailureConverter } = require("@temporalio/common");

/** Puts messages and stack traces of failures into a payload, so that the codec encrypts them too. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
