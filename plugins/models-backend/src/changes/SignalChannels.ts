import { createHmac, randomBytes } from 'node:crypto';
import { Knex } from 'knex';

const SECRET_NAME = 'signal-channels';

/**
 * Names the signal channel of each model.
 *
 * A broadcast reaches every socket that listens, even one without a user. So the name
 * of a channel is a secret that only readers of the model are told: nobody else can
 * learn from signals that a model exists, or when it changes.
 */
export class SignalChannels {
  readonly #secret: string;

  static async create(options: { knex: Knex }): Promise<SignalChannels> {
    const { knex } = options;
    // Replicas that start at the same moment must agree on one secret.
    await knex('secrets')
      .insert({ name: SECRET_NAME, value: randomBytes(32).toString('hex') })
      .onConflict('name')
      .ignore();
    const row = await knex('secrets').where({ name: SECRET_NAME }).first();
    return new SignalChannels(row.value);
  }

  private constructor(secret: string) {
    this.#secret = secret;
  }

  channelOf(modelRef: string): string {
    const name = createHmac('sha256', this.#secret)
      .update(modelRef)
      .digest('hex');
    return `models:${name}`;
  }
}
