import { useSearchParams } from 'react-router-dom';

/** The version that the address of the page names, and how to name another there. */
export function useAskedVersion() {
  const [searchParams, setSearchParams] = useSearchParams();
  return {
    asked: searchParams.get('version') ?? undefined,
    choose: (version: string) =>
      setSearchParams(
        params => {
          params.set('version', version);
          return params;
        },
        { replace: true },
      ),
  };
}
