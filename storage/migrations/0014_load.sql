-- What one person says or deletes looks through nobody else's rows.

CREATE INDEX reachable_by_chat ON reachable (channel, chat);

CREATE INDEX link_by_respondent ON link (survey, respondent);
