'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { actionText } from './action-text.ts';

interface Facets {
  services: readonly string[];
  people: readonly { id: string; name: string }[];
  actions: readonly string[];
}

/** Service, person and kind. The address carries the filter, so that a view can be sent to somebody. */
export function LedgerFilters({ facets, chosen }: { facets: Facets; chosen: Readonly<Record<string, string>> }) {
  const router = useRouter();
  const path = usePathname();
  const [reading, startReading] = useTransition();
  const choose = (name: string) => (event: { target: { value: string } }) => {
    const query = new URLSearchParams(chosen);
    if (event.target.value) query.set(name, event.target.value);
    else query.delete(name);
    startReading(() => router.push(`${path}?${query}`));
  };
  const filtered = Object.keys(chosen).length > 0;
  return (
    <div aria-busy={reading} className="mb-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <Select aria-label="Service" value={chosen['service'] ?? ''} onChange={choose('service')} className="sm:w-56">
        <option value="">All services</option>
        {facets.services.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
      <Select aria-label="Person" value={chosen['person'] ?? ''} onChange={choose('person')} className="sm:w-44">
        <option value="">Everybody</option>
        <option value="platform">The platform itself</option>
        {facets.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select aria-label="Kind" value={chosen['action'] ?? ''} onChange={choose('action')} className="sm:w-52">
        <option value="">All kinds</option>
        {facets.actions.map((action) => (
          <option key={action} value={action}>
            {actionText(action)}
          </option>
        ))}
      </Select>
      {filtered && (
        <Button variant="quiet" onClick={() => startReading(() => router.push(path))}>
          Clear
        </Button>
      )}
    </div>
  );
}
