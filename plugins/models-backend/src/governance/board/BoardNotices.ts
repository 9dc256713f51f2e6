import { RequirementLossNotices } from './RequirementLossNotices';
import { UnsanctionedNotices } from './UnsanctionedNotices';

/** Tells owners and the governance board of what was found on models, once. */
export class BoardNotices {
  readonly #notices: readonly [UnsanctionedNotices, RequirementLossNotices];

  constructor(options: ConstructorParameters<typeof UnsanctionedNotices>[0]) {
    this.#notices = [
      new UnsanctionedNotices(options),
      new RequirementLossNotices(options),
    ];
  }

  /**
   * Sends what nobody was told of yet.
   *
   * @param options - `modelRef` names the one model to speak of; all when left out.
   */
  async send(options: { modelRef?: string } = {}): Promise<void> {
    for (const notices of this.#notices) {
      await notices.send(options);
    }
  }
}
