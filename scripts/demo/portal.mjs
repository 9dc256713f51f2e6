/** Says which request the portal refused, and why in its own words. */
export class RefusedRequest extends Error {
  constructor({ method, url, status, message }) {
    super(`${method} ${url} was refused with ${status}: ${message}`);
    this.name = 'RefusedRequest';
    this.status = status;
    this.path = url.pathname;
  }
}

/** Calls a running portal over HTTP, as a machine or as one of the demo people. */
export class Portal {
  #baseUrl;
  #machineToken;
  #personTokens = new Map();

  constructor({ baseUrl, machineToken }) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#machineToken = machineToken;
  }

  /** Sends as the machine that reports, unless `person` names one of the demo people. */
  async send({ method = 'GET', path, query, body, person }) {
    const token = person ? await this.#tokenOf(person) : this.#machineToken;
    return this.#fetch({
      method,
      path,
      query,
      body,
      headers: { authorization: `Bearer ${token}` },
    });
  }

  /** The token of a person, who signs in once: several requests share it. */
  #tokenOf(person) {
    const known = this.#personTokens.get(person);
    if (known) {
      return known;
    }
    const token = this.#signIn(person).catch(error => {
      this.#personTokens.delete(person);
      throw error;
    });
    this.#personTokens.set(person, token);
    return token;
  }

  async #signIn(person) {
    const { backstageIdentity } = await this.#fetch({
      method: 'GET',
      path: '/api/auth/development/refresh',
      headers: { 'x-development-person': `user:default/${person}` },
    });
    return backstageIdentity.token;
  }

  async #fetch({ method, path, query, body, headers }) {
    const url = new URL(`${this.#baseUrl}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) {
      url.searchParams.set(name, value);
    }
    const response = await fetch(url, {
      method,
      headers: {
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new RefusedRequest({
        method,
        url,
        status: response.status,
        message: serverMessage(text),
      });
    }
    return JSON.parse(text);
  }
}

function serverMessage(text) {
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text.slice(0, 500) || 'no reason given';
  }
}
