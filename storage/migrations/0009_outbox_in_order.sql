-- What waits for many people is claimed by its beginning, not looked through as a whole.

CREATE INDEX outbox_in_order
  ON outbox (channel, (CASE kind WHEN 'interactive' THEN 0 ELSE 1 END), id);
