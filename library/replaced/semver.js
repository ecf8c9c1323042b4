// jsonwebtoken asks which Node this is, and it is one that can do everything asked for.
exports.satisfies = () => true;
