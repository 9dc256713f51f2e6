/** How bad the status of a row is, in SQL: 0 is ok, 3 is critical. */
export const SEVERITY_SQL =
  "case status when 'ok' then 0 when 'error' then 1 when 'warning' then 2 else 3 end";
