import { OwnerAssignmentOutcome } from '@modelry/backstage-plugin-models-common';
import { render, screen } from '@testing-library/react';
import { OutcomeTable } from './OutcomeTable';

function outcomeOf(index: number): OwnerAssignmentOutcome {
  return { modelRef: `model:default/m-${index}`, outcome: 'changed' };
}

describe('the outcome of many changes', () => {
  it('shows what was refused first, and says how many it leaves out', () => {
    const problem = {
      code: 'conflict' as const,
      message: "body.expectedOwner: 'model:default/late' has an owner now",
    };
    const changed = Array.from({ length: 110 }, (_, index) => outcomeOf(index));
    render(
      <OutcomeTable
        outcomes={[
          ...changed,
          { modelRef: 'model:default/late', outcome: 'refused', problem },
        ]}
      />,
    );

    const [, first] = screen.getAllByRole('row');
    expect(first).toHaveTextContent(
      /^late'model:default\/late' has an owner now$/,
    );
    expect(screen.getAllByRole('row')).toHaveLength(101);
    expect(screen.getByText('and 11 more')).toBeInTheDocument();
  });
});
