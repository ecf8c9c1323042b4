// The surroundings of an Action: `event` is its own, `api` tells the host what was asked for (domain.md sections 5.2, 5.3,
// 5.5). Evaluated only where Actions run. `tools` are functions of the prelude.
(function (host, tools) {
  'use strict';
  const { stack, native, text, isObject, macrotask, roots } = tools;
  const { apply } = Reflect;
  const { Promise, Error, Map, Object, JSON, Math, Number } = globalThis;
  const then = Promise.prototype.then;
  const refuse = (message) => { throw new Error(message); };
  // What outlives one Action: the cache, its size in bytes, and the metadata of the transaction.
  const kept = { cache: Object.create(null), used: 0, entries: 0, metadata: undefined };
  // A method that returns `undefined`, and not `api`.
  const NONE = {};
  const BYTES = { cacheKey: 64, cacheValue: 4096, cacheTotal: 8192, metadataValue: 8192, metadataTotal: 16384, primaryUser: 128, samlName: 1024, samlValue: 2048, samlTotal: 10240 };
  const MOST = { cacheEntries: 20, metadataKeyCharacters: 64, samlAttributes: 100 };
  const PROVIDERS = ['none', 'any', 'guardian', 'google-authenticator', 'duo'];
  // Setters of `api.samlResponse` (section 2.9) beside `setAttribute`.
  const SAML = ['Audience', 'Recipient', 'Destination', 'Issuer', 'CreateUpnClaim', 'PassthroughClaimsWithNoMapping', 'MapUnknownClaimsAsIs', 'MapIdentities', 'SignatureAlgorithm', 'DigestAlgorithm', 'LifetimeInSeconds', 'SignResponse', 'NameIdentifierFormat', 'NameIdentifierProbes', 'AuthnContextClassRef', 'TypedAttributes', 'IncludeAttributeNameFormat', 'SigningCert', 'EncryptionCert', 'EncryptionPublicKey', 'EncryptionAlgorithm', 'Cert', 'Key', 'RelayState'];

  let api, event, given;
  // The promise of the handler is settled.
  let finished = false;
  // Size in bytes of each SAML attribute that is set.
  const saml = new Map();
  // A group of `api`: every call is noted, then carried out; what it returns is the result, or `api` itself.
  function group(prefix, methods) {
    const made = {};
    for (const name of Object.keys(methods)) {
      made[name] = native({ [name](...args) {
        host.effect(prefix + name, args, stack());
        // Work that nobody awaited is cut off (section 5.1). A claim goes on to the host, which notes that it came too late.
        if (finished && name !== 'setCustomClaim') return undefined;
        const result = apply(methods[name], undefined, args);
        if (result === NONE) return undefined;
        return result === undefined ? api : result;
      } }[name]);
    }
    return made;
  }
  const noted = (names) => { const methods = {}; for (const name of names) methods[name] = () => {}; return methods; };
  const later = (value) => Promise.resolve(value);
  const claims = (target) => (name, value) => { host.claim(target, text(name), value, stack()); };
  const bytes = (value) => host.bytes(text(value));

  function forget(key) {
    kept.used -= bytes(key) + bytes(kept.cache[key].value);
    kept.entries -= 1;
    delete kept.cache[key];
  }
  const cacheApi = () => group('api.cache.', {
    get(key) {
      const entry = kept.cache[key];
      if (!entry || entry.expires_at <= host.now()) return NONE;
      return { value: entry.value, expires_at: entry.expires_at };
    },
    set(key, value, options) {
      const failed = (code) => ({ type: 'error', code });
      if (typeof key !== 'string' || bytes(key) > BYTES.cacheKey) return failed('CacheKeySizeExceeded');
      if (typeof value !== 'string' || bytes(value) > BYTES.cacheValue) return failed('CacheValueSizeExceeded');
      const now = host.now();
      for (const name of Object.keys(kept.cache)) if (kept.cache[name].expires_at <= now) forget(name);
      const before = kept.cache[key] ? bytes(key) + bytes(kept.cache[key].value) : 0;
      const size = kept.used - before + bytes(key) + bytes(value);
      const entries = kept.entries + (kept.cache[key] ? 0 : 1);
      if (size > BYTES.cacheTotal || entries > MOST.cacheEntries) return failed('CacheSizeExceeded');
      const ttl = options && Number(options.ttl) >= 0 ? Number(options.ttl) : 900000;
      const wanted = options && options.expires_at !== undefined ? Number(options.expires_at) : now + ttl;
      const record = { value, expires_at: Math.min(wanted, now + 86400000) };
      if (!(record.expires_at > now)) return failed('ItemAlreadyExpired');
      kept.cache[key] = record;
      kept.used = size;
      kept.entries = entries;
      return { type: 'success', record: { value, expires_at: record.expires_at } };
    },
    delete(key) {
      if (kept.cache[key]) forget(key);
      return { type: 'success' };
    },
  });

  function setMetadata(key, value) {
    const live = event.transaction.metadata;
    const { metadata } = kept;
    if (value === null) { delete live[key]; delete metadata[key]; return; }
    const safe = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
    if (typeof value !== 'string' && typeof value !== 'boolean' && !safe) refuse('Transaction metadata values must be a string, a safe number or a boolean.');
    if (text(key).length > MOST.metadataKeyCharacters) refuse('Transaction metadata keys must not exceed ' + MOST.metadataKeyCharacters + ' characters.');
    if (bytes(value) > BYTES.metadataValue) refuse('A transaction metadata value must not exceed ' + BYTES.metadataValue + ' bytes.');
    let total = 0;
    for (const name of Object.keys(metadata)) if (name !== text(key)) total += bytes(name) + bytes(metadata[name]);
    if (total + bytes(key) + bytes(value) > BYTES.metadataTotal) refuse('Transaction metadata must not exceed ' + BYTES.metadataTotal + ' bytes in total.');
    metadata[key] = value;
    live[key] = value;
  }

  function setAttribute(name, value) {
    const list = value === null || value === undefined ? [] : [].concat(value);
    for (const one of list) if (bytes(one) > BYTES.samlValue) refuse('A SAML attribute value must not exceed ' + BYTES.samlValue + ' bytes.');
    if (bytes(name) > BYTES.samlName) refuse('A SAML attribute name must not exceed ' + BYTES.samlName + ' bytes.');
    if (list.length === 0) saml.delete(name);
    else saml.set(name, list.reduce((sum, one) => sum + bytes(one), bytes(name)));
    if (saml.size > MOST.samlAttributes) refuse('No more than ' + MOST.samlAttributes + ' SAML attributes may be set.');
    let total = 0;
    saml.forEach((size) => { total += size; });
    if (total > BYTES.samlTotal) refuse('SAML attributes must not exceed ' + BYTES.samlTotal + ' bytes in total.');
  }

  function redirectApi() {
    const methods = {
      canRedirect: () => given.canRedirect,
      encodeToken(options) {
        if (!isObject(options) || typeof options.secret !== 'string') refuse('encodeToken needs a `secret`.');
        const seconds = Math.floor(host.now() / 1000);
        const payload = { iat: seconds, iss: given.hostname, sub: event.user.user_id, exp: seconds + (Number(options.expiresInSeconds) || 900), ip: event.request.ip, ...options.payload };
        return host.encodeToken(options.secret, JSON.stringify(payload));
      },
      validateToken(options) {
        const name = (options && options.tokenParameterName) || 'session_token';
        const query = event.request.query || {};
        const body = event.request.body || {};
        const token = query[name] === undefined ? body[name] : query[name];
        if (typeof token !== 'string') refuse('There is no parameter `' + name + '` in the query or the body.');
        const payload = host.decodeToken(text(options && options.secret), token);
        if (typeof payload !== 'string') refuse('The session token is invalid: its signature does not fit the secret.');
        const claims = JSON.parse(payload);
        if (!(claims.exp * 1000 > host.now())) refuse('The session token is invalid: it has expired.');
        if (claims.sub !== event.user.user_id) refuse('The session token is invalid: its `sub` is another user.');
        const state = query.state === undefined ? body.state : query.state;
        if (claims.state !== undefined && claims.state !== state) refuse('The session token is invalid: its `state` is not that of the login.');
        return claims;
      },
      sendUserTo(url, options) {
        const query = (options && options.query) || {};
        const [, base, fragment] = text(url).match(/^([^#]*)(.*)$/s);
        let target = base;
        for (const name of Object.keys(query)) target += (target.includes('?') ? '&' : '?') + encodeURIComponent(name) + '=' + encodeURIComponent(text(query[name]));
        host.pause('redirect', target + fragment);
      },
    };
    return group('api.redirect.', methods);
  }

  const roles = () => (event.authorization ? event.authorization.roles : []).map((name, index) => ({ id: 'rol_' + (index + 1), name }));
  function postLogin(resumed) {
    const authentication = {
      ...noted(['challengeWith', 'challengeWithAny', 'enrollWith', 'enrollWithAny']),
      setPrimaryUser(id) {
        if (typeof id !== 'string' || id === '' || id.length > BYTES.primaryUser) refuse('The primary user must be a user id of at most ' + BYTES.primaryUser + ' characters.');
        const failure = host.primaryUser(id);
        if (failure !== '') refuse(failure);
      },
    };
    for (const name of ['challengeWith', 'challengeWithAny', 'enrollWith', 'enrollWithAny']) authentication[name] = () => host.pause('challenge', '');
    if (resumed) authentication.recordMethod = () => {};
    const responseSetters = { setAttribute };
    for (const name of SAML) responseSetters['set' + name] = () => {};
    const setter = (member) => (key, value) => { host.metadata(member, text(key), value); };
    return {
      access: group('api.access.', { deny: (reason) => { host.deny('access_denied', reason === undefined ? '' : text(reason)); } }),
      accessToken: group('api.accessToken.', { setCustomClaim: claims(1), addScope: (scope) => { host.scope(true, text(scope), stack()); }, removeScope: (scope) => { host.scope(false, text(scope), stack()); } }),
      idToken: group('api.idToken.', { setCustomClaim: claims(0) }),
      authentication: group('api.authentication.', authentication),
      cache: cacheApi(),
      groups: group('api.groups.', { getUserGroups: () => later({ groups: [] }), hasGroupMembership: () => later(false) }),
      multifactor: group('api.multifactor.', { enable(provider) {
        if (!PROVIDERS.includes(provider)) refuse('The multifactor provider must be one of ' + PROVIDERS.join(', ') + '.');
        if (provider !== 'none') host.pause('mfa', '');
      } }),
      prompt: group('api.prompt.', { render: (id) => { host.pause('prompt', text(id)); } }),
      redirect: redirectApi(),
      refreshToken: group('api.refreshToken.', noted(['revoke', 'setExpiresAt', 'setIdleExpiresAt', 'setMetadata', 'deleteMetadata', 'evictMetadata'])),
      roles: group('api.roles.', {
        getUserEffectiveRoles: () => later({ roles: roles() }),
        getUserEffectiveRolesByIds: (ids) => later({ roles: roles().filter((role) => [].concat(ids).includes(role.id)) }),
        getUserEffectiveRolesByNames: (names) => later({ roles: roles().filter((role) => [].concat(names).includes(role.name)) }),
      }),
      rules: group('api.rules.', { wasExecuted: (id) => given.rules.includes(id) }),
      samlResponse: group('api.samlResponse.', responseSetters),
      session: group('api.session.', noted(['revoke', 'setExpiresAt', 'setIdleExpiresAt', 'setCookieMode', 'setMetadata', 'deleteMetadata', 'evictMetadata'])),
      transaction: group('api.transaction.', { setMetadata }),
      user: group('api.user.', { setAppMetadata: setter('app_metadata'), setUserMetadata: setter('user_metadata') }),
      validation: group('api.validation.', { error: (code, message) => { host.deny(text(code), text(message)); } }),
    };
  }

  const M2M_DENIALS = ['invalid_scope', 'invalid_request', 'server_error'];
  function credentialsExchange() {
    return {
      access: group('api.access.', { deny(code, reason) {
        if (!M2M_DENIALS.includes(code)) refuse('The code of a denial must be one of ' + M2M_DENIALS.join(', ') + '.');
        host.deny(code, reason === undefined ? '' : text(reason));
      } }),
      accessToken: group('api.accessToken.', { setCustomClaim: claims(1) }),
      cache: cacheApi(),
      transaction: group('api.transaction.', noted(['addTargetScope', 'removeTargetScope', 'setTargetScopes', 'clearTargetScopes'])),
    };
  }

  return {
    // Loads the module and calls its handler. The host is told when the handler's promise is settled.
    run(load, handler, itsEvent, itsGiven) {
      event = roots.event = itsEvent;
      given = itsGiven;
      finished = false;
      // What a captured event brought counts until an Action changes it.
      kept.metadata = kept.metadata || { ...(event.transaction && event.transaction.metadata) };
      if (handler !== 'onExecuteCredentialsExchange' && event.transaction) event.transaction.metadata = { ...kept.metadata };
      for (const name of ['auth0', 'configuration', 'UnauthorizedError']) delete globalThis[name];
      api = handler === 'onExecuteCredentialsExchange' ? credentialsExchange() : postLogin(handler === 'onContinuePostLogin');
      const module = { exports: {} };
      let entry, result;
      macrotask(() => {
        apply(load, module.exports, [module.exports, globalThis.require, module, '/home/action/index.js', '/home/action']);
        entry = isObject(module.exports) ? module.exports[handler] : undefined;
        if (typeof entry === 'function') result = entry(event, api);
      });
      if (typeof entry !== 'function') {
        host.missing(handler);
        return;
      }
      apply(then, Promise.resolve(result), [() => { finished = true; host.settled(); }, (error) => host.rejected(error)]);
    },
  };
})
